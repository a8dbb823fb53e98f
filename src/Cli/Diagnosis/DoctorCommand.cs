using System.CommandLine;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;
using Spectre.Console;

namespace Sluice.Cli.Diagnosis;

/// <summary><c>sluice doctor</c>: looks at everything that a server needs, and says what to do. Takes the server's own flags.</summary>
internal static class DoctorCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var command = new Command("doctor", description) { CommonOptions.Json() };
        var flags = new ServerFlags();
        flags.AddTo(command);
        command.SetAction(async (line, _) =>
        {
            var findings = await LookAsync(flags.Read(line), surroundings, DateTimeOffset.UtcNow);
            if (CommonOptions.IsJson(line))
            {
                surroundings.Output.WriteLine(JsonLines.Of(new
                {
                    items = findings.Select(finding => new
                    {
                        about = finding.About,
                        verdict = finding.Verdict.ToString(),
                        sentence = finding.Sentence,
                        next = finding.Next,
                    }),
                }));
            }
            else
            {
                Show(findings, new Screen(surroundings));
            }

            return findings.Any(finding => finding.Verdict == Verdict.Bad) ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(CommandLine flags, Surroundings surroundings, DateTimeOffset now)
    {
        SluiceOptions options;
        try
        {
            options = SluiceOptions.Read(surroundings.FindSettings(flags));
        }
        catch (StartException e)
        {
            return [MachineChecks.Versions(), new("settings", Verdict.Bad, e.Message, Texts.SettingsNext)];
        }

        var holder = DataChecks.Holder(options.Data);
        return
        [
            MachineChecks.Versions(),
            new("settings", Verdict.Good, Texts.SettingsGood, options.Remarks.Count == 0 ? null : string.Join(' ', options.Remarks)),
            DataChecks.Place(options),
            DataChecks.Store(options),
            DataChecks.Disk(options),
            MachineChecks.Memory(options),
            MachineChecks.Clock(options.Data, now),
            .. MachineChecks.Ports(options, holder),
            .. MachineChecks.Certificate(options, now),
            .. await TargetChecks.LookAsync(options),
        ];
    }

    private static void Show(IReadOnlyList<Finding> findings, Screen screen)
    {
        foreach (var finding in findings)
        {
            var (mark, colour) = finding.Verdict switch
            {
                Verdict.Good => ('✔', Color.Green),
                Verdict.Doubtful => ('!', Color.Yellow),
                _ => ('✘', Color.Red),
            };
            var lines = finding.Sentence.TrimEnd().Split('\n');
            screen.Line($"  {mark} {Cells.Pad(Texts.Of("about", finding.About), 12)} {Plain.Text(lines[0])}", colour);
            foreach (var line in lines.Skip(1).Append(finding.Next is null ? null : Texts.FormatNext(finding.Next)).OfType<string>())
            {
                screen.Line($"    {"",-12} {Plain.Text(line)}");
            }
        }
    }
}
