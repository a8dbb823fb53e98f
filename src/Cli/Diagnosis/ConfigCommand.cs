using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Diagnosis;

/// <summary><c>sluice config</c>: the settings that a server would have, where each comes from, and no secret. Takes the server's
/// own flags.</summary>
internal static class ConfigCommand
{
    private const string Default = "default";

    public static Command Of(Surroundings surroundings, string description)
    {
        var given = new Option<bool>("--given") { Description = "Only what was set somewhere." };
        var command = new Command("config", description) { given, CommonOptions.Json };
        var flags = new ServerFlags();
        flags.AddTo(command);
        command.SetAction(line =>
        {
            var values = surroundings.FindSettings(flags.Read(line));
            var settings = values.InUse().Where(setting => !line.GetValue(given) || setting.Origin != Default).ToList();
            if (line.GetValue(CommonOptions.Json))
            {
                surroundings.Output.WriteLine(JsonLines.Of(new
                {
                    items = settings.Select(setting => new { name = setting.Name, value = setting.Value, origin = setting.Origin }),
                }));
            }
            else
            {
                new Screen(surroundings).Rows(
                    ["SETTING", "VALUE", "FROM"],
                    settings.Select(setting => new[] { setting.Name, Plain.Text(setting.Value), Plain.Text(setting.Origin) }),
                    none: "Nothing is set; the defaults are in docs/configuration.md.");
            }

            // A server would refuse them: whoever looks here wants to know.
            values.Check().ThrowIfAny();
            return ExitCodes.Done;
        });
        return command;
    }
}
