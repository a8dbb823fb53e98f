using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice event</c>: event buses of the server itself.</summary>
internal static class EventCommand
{
    public static Command Of(Surroundings surroundings, string description) => new("event", description)
    {
        List(surroundings),
        Log(surroundings),
        Put(surroundings),
        Deliveries(surroundings),
        Replay(surroundings),
        EventRuleCommands.List(surroundings),
        EventRuleCommands.Put(surroundings),
        EventRuleCommands.Delete(surroundings),
    };

    public static Argument<string> Bus() => new("BUS") { Description = HelpTexts.TheBus };

    private static Command List(Surroundings surroundings) =>
        new Command("list", HelpTexts.EventList).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var buses = await session.Own.ListEventBusesAsync(cancellationToken).ToListAsync(cancellationToken);
            return Show(
                session,
                buses,
                [Texts.HeadBus, Texts.HeadEvents, Texts.HeadLast, Texts.HeadRules, Texts.HeadWaiting, Texts.HeadDead],
                bus =>
                [
                    Plain.Text(bus, "name"), Plain.Text(bus, "events"), Plain.Time(bus, "last"), Plain.Text(bus, "rules"),
                    Plain.Text(bus, "waiting"), Plain.Text(bus, "dead"),
                ],
                none: Texts.NoBuses);
        });

    private static Command Log(Surroundings surroundings)
    {
        var (bus, most) = (Bus(), Last());
        return new Command("log", HelpTexts.EventLog) { bus, most }.Does(
            surroundings,
            async (session, line, cancellationToken) => Show(
                session,
                await session.Own.ListEventsAsync(line.GetRequiredValue(bus), cancellationToken)
                    .Take(line.GetValue(most)).ToListAsync(cancellationToken),
                [Texts.HeadTakenAt, Texts.HeadSource, Texts.HeadId, Texts.HeadType, Texts.HeadData],
                taken =>
                [
                    Plain.Time(taken, "taken"), Plain.Text(taken, "source"), Plain.Text(taken, "id"), Plain.Text(taken, "type"),
                    Plain.Json(taken.GetProperty("event"), "data"),
                ],
                none: Texts.LogEmpty));
    }

    private static Command Put(Surroundings surroundings)
    {
        var bus = Bus();
        var source = new Option<string>("--source") { Description = HelpTexts.EventSource, HelpName = "TEXT", Required = true };
        var type = new Option<string>("--type") { Description = HelpTexts.EventType, HelpName = "TEXT", Required = true };
        var id = new Option<string?>("--id") { Description = HelpTexts.EventId, HelpName = "TEXT" };
        var subject = new Option<string?>("--subject") { Description = HelpTexts.EventSubject, HelpName = "TEXT" };
        var data = new Option<string?>("--data") { Description = HelpTexts.EventData, HelpName = "TEXT" };
        return new Command("put", HelpTexts.EventPut) { bus, source, type, id, subject, data }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var put = await session.Own.PutEventAsync(
                    line.GetRequiredValue(bus),
                    line.GetRequiredValue(source),
                    line.GetValue(id) ?? Guid.NewGuid().ToString(),
                    line.GetRequiredValue(type),
                    line.GetValue(subject),
                    line.GetValue(data) is { } text ? Inputs.ParseObject(text, "--data") : null,
                    cancellationToken);
                var item = put.GetProperty("items")[0];
                if (session.IsJson)
                {
                    session.WriteJson(item);
                }
                else
                {
                    session.Screen.Line(item.GetProperty("isNew").GetBoolean()
                        ? Texts.FormatEventTaken(Plain.Text(item, "id"), Plain.Text(item, "source"))
                        : Texts.FormatEventThere(Plain.Text(item, "id"), Plain.Text(item, "source")));
                }

                return ExitCodes.Done;
            });
    }

    private static Command Deliveries(Surroundings surroundings)
    {
        var (bus, most) = (Bus(), Last());
        var state = new Option<string?>("--state") { Description = HelpTexts.DeliveryState, HelpName = "STATE" };
        return new Command("deliveries", HelpTexts.EventDeliveries) { bus, state, most }.Does(
            surroundings,
            async (session, line, cancellationToken) => Show(
                session,
                await session.Own.ListEventDeliveriesAsync(line.GetRequiredValue(bus), line.GetValue(state), cancellationToken)
                    .Take(line.GetValue(most)).ToListAsync(cancellationToken),
                [Texts.HeadDelivery, Texts.HeadTo, Texts.HeadState, Texts.HeadAttempts, Texts.HeadSource, Texts.HeadId, Texts.HeadWhat],
                delivery =>
                [
                    Plain.Text(delivery, "delivery"), Plain.Text(delivery, "to"), Plain.Text(delivery, "state"), Plain.Text(delivery, "attempts"),
                    Plain.Text(delivery, "source"), Plain.Text(delivery, "id"),
                    Plain.Text(delivery, delivery.TryGetProperty("result", out _) ? "result" : "problem"),
                ],
                none: Texts.NothingOwed));
    }

    private static Command Replay(Surroundings surroundings)
    {
        var bus = Bus();
        var delivery = new Argument<string?>("DELIVERY")
        {
            Description = HelpTexts.TheDeadLetter,
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new Command("replay", HelpTexts.EventReplay) { bus, delivery }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var replayed = await session.Own.ReplayEventsAsync(
                    line.GetRequiredValue(bus), line.GetValue(delivery), cancellationToken);
                if (session.IsJson)
                {
                    session.WriteJson(replayed);
                }
                else
                {
                    session.Screen.Line(Texts.FormatDeadLettersAgain(Plain.Text(replayed, "count")));
                }

                return ExitCodes.Done;
            });
    }

    public static int Show(
        Session session, List<JsonElement> items, string[] titles, Func<JsonElement, string[]> row, string none)
    {
        if (session.IsJson)
        {
            session.WriteItems(items);
        }
        else
        {
            session.Screen.Rows(titles, items.Select(row), none);
        }

        return ExitCodes.Done;
    }

    private static Option<int> Last() =>
        new("--last") { Description = HelpTexts.AtMost100, HelpName = "N", DefaultValueFactory = _ => 100 };
}
