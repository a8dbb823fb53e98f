using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Diagnosis;

/// <summary><c>sluice config</c>: the settings that a server would have, where each comes from, and no secret. Takes the server's
/// own flags.</summary>
internal static class ConfigCommand
{
    private const string Default = "default";

    public static Command Of(Surroundings surroundings, string description)
    {
        var given = new Option<bool>("--given") { Description = HelpTexts.ConfigGiven };
        var command = new Command("config", description) { given, CommonOptions.Json() };
        var flags = new ServerFlags();
        flags.AddTo(command);
        command.SetAction(line =>
        {
            var values = surroundings.FindSettings(flags.Read(line));
            var settings = values.InUse().Where(setting => !line.GetValue(given) || setting.Origin != Default).ToList();
            if (CommonOptions.IsJson(line))
            {
                surroundings.Output.WriteLine(JsonLines.Of(new
                {
                    items = settings.Select(setting => new { name = setting.Name, value = setting.Value, origin = setting.Origin }),
                }));
            }
            else
            {
                new Screen(surroundings).Rows(
                    [Texts.HeadSetting, Texts.HeadValue, Texts.HeadFrom],
                    settings.Select(setting => new[] { setting.Name, Plain.Text(setting.Value), Plain.Text(setting.Origin) }),
                    none: Texts.NothingSet);
            }

            // A server would refuse them: whoever looks here wants to know.
            values.Check().ThrowIfAny();
            return ExitCodes.Done;
        });
        return command;
    }
}
