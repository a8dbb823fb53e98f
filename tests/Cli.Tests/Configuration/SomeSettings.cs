using Sluice.Cli.Configuration;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Configuration;

/// <summary>Settings as a test gives them.</summary>
internal static class SomeSettings
{
    public static SettingValues Of(
        string file = "", string line = "", params (string Name, string Value)[] variables) => new(
            CommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            ConfigurationFile.Parse("sluice.yaml", file));

    /// <summary>What a person reads when settings are wrong.</summary>
    public static string Mistake(Action act)
    {
        var mistake = Assert.Throws<StartException>(act);
        Assert.Equal(StartException.Usage, mistake.ExitCode);
        return mistake.Message;
    }
}
