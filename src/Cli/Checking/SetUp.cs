using Sluice.Cli.Configuration;
using Sluice.Definitions;
using Sluice.Targets.Services;

namespace Sluice.Cli.Checking;

/// <summary>Which actions the settings at hand set up: those that a server started here would serve.</summary>
internal static class SetUp
{
    /// <remarks>What is wrong with the settings is not this verb's business: of a service it needs the name alone.</remarks>
    public static ActionAdvice ReadActions(SettingValues settings)
    {
        var services = ConfiguredServices.Names(settings);
        return action => ActionParameters.Usual(action) is not { } missing || IsSet(action) ? null
            : ActionParameters.IsOfKnownService(action) ? missing
            : ServiceTarget.AdviceFor(action, services);

        bool IsSet(string action) => ActionParameters.Find(action) is { IsServed: true, Setting: { } setting }
            && settings.OriginOf(Settings.ByName[setting]) is not null;
    }
}
