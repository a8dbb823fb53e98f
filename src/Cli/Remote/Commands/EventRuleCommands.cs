using System.CommandLine;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Rules of event buses, below <c>sluice event</c>.</summary>
internal static class EventRuleCommands
{
    public static Command List(Surroundings surroundings)
    {
        var bus = EventCommand.Bus();
        return new Command("rules", HelpTexts.EventRules) { bus }.Does(
            surroundings,
            async (session, line, cancellationToken) => EventCommand.Show(
                session,
                await session.Own.ListEventRulesAsync(line.GetRequiredValue(bus), cancellationToken).ToListAsync(cancellationToken),
                [Texts.HeadRule, Texts.HeadFlow, Texts.HeadOn, Texts.HeadPattern, Texts.HeadInput],
                rule =>
                [
                    Plain.Text(rule, "name"), Plain.Text(rule, "flow"), rule.GetProperty("enabled").GetBoolean() ? Texts.Yes : Texts.No,
                    Plain.Json(rule, "pattern"), Plain.Json(rule, "input"),
                ],
                none: Texts.NoRules));
    }

    public static Command Put(Surroundings surroundings)
    {
        var (bus, rule) = (EventCommand.Bus(), Rule());
        var flow = new Option<string>("--flow") { Description = HelpTexts.RuleFlow, HelpName = "F", Required = true };
        var pattern = new Option<string>("--pattern") { Description = HelpTexts.RulePattern, HelpName = "TEXT", Required = true };
        var input = new Option<string?>("--input")
        {
            Description = HelpTexts.RuleInput,
            HelpName = "TEXT",
        };
        var off = new Option<bool>("--off") { Description = HelpTexts.RuleOff };
        return new Command("put-rule", HelpTexts.EventPutRule) { bus, rule, flow, pattern, input, off }.Does(
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
                    session.Screen.Line(Texts.FormatRuleStarts(Plain.Text(put, "flow")));
                }

                return ExitCodes.Done;
            });
    }

    public static Command Delete(Surroundings surroundings)
    {
        var (bus, rule) = (EventCommand.Bus(), Rule());
        return new Command("delete-rule", HelpTexts.EventDeleteRule) { bus, rule }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var deleted = await session.Own.DeleteEventRuleAsync(
                line.GetRequiredValue(bus), line.GetRequiredValue(rule), cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(deleted);
            }
            else
            {
                session.Screen.Line(Texts.FormatRuleGone(Plain.Text(line.GetRequiredValue(rule))));
            }

            return ExitCodes.Done;
        });
    }

    private static Argument<string> Rule() => new("RULE") { Description = HelpTexts.TheRule };
}
