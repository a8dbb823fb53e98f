using System.CommandLine;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Rules of event buses, below <c>sluice event</c>.</summary>
internal static class EventRuleCommands
{
    public static Command List(Surroundings surroundings)
    {
        var bus = EventCommand.Bus();
        return new Command("rules", "Which events of a bus start which flows.") { bus }.Does(
            surroundings,
            async (session, line, cancellationToken) => EventCommand.Show(
                session,
                await session.Own.ListEventRulesAsync(line.GetRequiredValue(bus), cancellationToken).ToListAsync(cancellationToken),
                ["RULE", "FLOW", "ON", "PATTERN", "INPUT"],
                rule =>
                [
                    Plain.Text(rule, "name"), Plain.Text(rule, "flow"), rule.GetProperty("enabled").GetBoolean() ? "yes" : "no",
                    Plain.Json(rule, "pattern"), Plain.Json(rule, "input"),
                ],
                none: "The bus has no rules."));
    }

    public static Command Put(Surroundings surroundings)
    {
        var (bus, rule) = (EventCommand.Bus(), Rule());
        var flow = new Option<string>("--flow") { Description = "That each event which matches starts.", HelpName = "F", Required = true };
        var pattern = new Option<string>("--pattern") { Description = "Which events are meant, a JSON object.", HelpName = "TEXT", Required = true };
        var input = new Option<string?>("--input")
        {
            Description = "What the flow's input is made of, a JSON object; the whole event when it is left out.",
            HelpName = "TEXT",
        };
        var off = new Option<bool>("--off") { Description = "It starts nothing until it is put again." };
        return new Command("put-rule", "Make a rule, or put it in place of the one of its name.") { bus, rule, flow, pattern, input, off }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var put = await session.Own.PutEventRuleAsync(
                    line.GetRequiredValue(bus),
                    line.GetRequiredValue(rule),
                    line.GetRequiredValue(flow),
                    Inputs.ParseObject(line.GetRequiredValue(pattern), "--pattern"),
                    line.GetValue(input) is { } text ? Inputs.ParseObject(text, "--input") : null,
                    !line.GetValue(off),
                    cancellationToken);
                if (session.IsJson)
                {
                    session.WriteJson(put);
                }
                else
                {
                    session.Screen.Line($"Events that match start {Plain.Text(put, "flow")}.");
                }

                return ExitCodes.Done;
            });
    }

    public static Command Delete(Surroundings surroundings)
    {
        var (bus, rule) = (EventCommand.Bus(), Rule());
        return new Command("delete-rule", "Take a rule away.") { bus, rule }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var deleted = await session.Own.DeleteEventRuleAsync(
                line.GetRequiredValue(bus), line.GetRequiredValue(rule), cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(deleted);
            }
            else
            {
                session.Screen.Line($"Rule {Plain.Text(line.GetRequiredValue(rule))} is gone.");
            }

            return ExitCodes.Done;
        });
    }

    private static Argument<string> Rule() => new("RULE") { Description = "The rule's name." };
}
