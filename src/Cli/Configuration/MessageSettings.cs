using Sluice.Targets.Messages;

namespace Sluice.Cli.Configuration;

/// <summary>How tasks send messages.</summary>
internal static class MessageSettings
{
    private static readonly Setting<bool> MakeMissing = Setting.Flagged("messages.makeMissing", absent: true);

    public static IReadOnlyList<Setting> All { get; } = [MakeMissing];

    /// <param name="problems">Gets all that cannot be of what the file tells.</param>
    public static MessageTargetOptions Read(SettingValues values, SettingProblems problems) => new()
    {
        MakesMissing = problems.Gather(() => values.Get(MakeMissing), MakeMissing.Absent),
        Routes = values.File.MessageRoutes is { } routes ? ConfiguredRoutes.Read(routes, new FileSection(values, problems)) : [],
    };
}
