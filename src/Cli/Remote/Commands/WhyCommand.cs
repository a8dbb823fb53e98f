using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice why</c>: the sentence, its facts, and what can be done.</summary>
internal static class WhyCommand
{
    private const int LabelWidth = 8;

    public static Command Of(Surroundings surroundings, string description)
    {
        var execution = ExecutionCommands.Argument();
        return new Command("why", description) { execution }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var address = ExecutionCommands.Parse(line, execution);
            var why = await session.Own.ExplainAsync(address.Flow, address.Name, cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(why);
            }
            else
            {
                Show(session.Screen, why);
            }

            return ExitCodes.Done;
        });
    }

    private static void Show(Screen screen, JsonElement why)
    {
        screen.Line(Plain.Text(why, "sentence"));
        if (why.TryGetProperty("step", out var step) && step.TryGetProperty("line", out _))
        {
            screen.Line(
                $"  {Cells.Pad(Texts.LabelStep, LabelWidth)} "
                + Texts.FormatPlaceOfStep(Plain.Text(step, "path"), Plain.Text(step, "line"), Plain.Text(step, "column")));
        }

        Fact(screen, Texts.LabelRequest, why, "request");
        Fact(screen, Texts.LabelAnswer, why, "answer");
        foreach (var rule in why.GetProperty("rules").EnumerateArray())
        {
            var errors = string.Join(", ", rule.GetProperty("errors").EnumerateArray().Select(code => Plain.Text(code.GetString())));
            screen.Line($"  {Cells.Pad(Plain.Text(rule, "kind"), LabelWidth)} {Plain.Text(rule, "state")} [{errors}]: {Plain.Text(rule, "verdict")}");
        }

        foreach (var next in why.GetProperty("next").EnumerateArray())
        {
            screen.Line(Texts.FormatNext(Plain.Text(next.GetString())));
        }

        // A server of an earlier release names none.
        if (why.TryGetProperty("commands", out var commands) && commands.GetArrayLength() > 0)
        {
            screen.Line(Texts.FormatNext(string.Join(Texts.Or, commands.EnumerateArray().Select(command => Plain.Text(command, "command")))));
        }
    }

    private static void Fact(Screen screen, string label, JsonElement why, string member)
    {
        if (why.TryGetProperty(member, out var fact))
        {
            var told = Texts.FormatFactOf(Plain.Text(fact, "type"), Plain.Text(fact, "eventId"), Plain.Json(fact, "detail"));
            screen.Line($"  {Cells.Pad(label, LabelWidth)} {told}".TrimEnd());
        }
    }
}
