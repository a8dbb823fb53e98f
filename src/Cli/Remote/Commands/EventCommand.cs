using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

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

    public static Argument<string> Bus() => new("BUS") { Description = "The event bus's name." };

    private static Command List(Surroundings surroundings) =>
        new Command("list", "Event buses, each with what it has.").Does(surroundings, async (session, _, cancellationToken) =>
        {
            var buses = await session.Own.ListEventBusesAsync(cancellationToken).ToListAsync(cancellationToken);
            return Show(
                session,
                buses,
                ["BUS", "EVENTS", "LAST", "RULES", "WAITING", "DEAD"],
                bus =>
                [
                    Plain.Text(bus, "name"), Plain.Text(bus, "events"), Plain.Time(bus, "last"), Plain.Text(bus, "rules"),
                    Plain.Text(bus, "waiting"), Plain.Text(bus, "dead"),
                ],
                none: "There are no event buses.");
        });

    private static Command Log(Surroundings surroundings)
    {
        var (bus, most) = (Bus(), Last());
        return new Command("log", "Events in a bus's log, newest first.") { bus, most }.Does(
            surroundings,
            async (session, line, cancellationToken) => Show(
                session,
                await session.Own.ListEventsAsync(line.GetRequiredValue(bus), cancellationToken)
                    .Take(line.GetValue(most)).ToListAsync(cancellationToken),
                ["TAKEN", "SOURCE", "ID", "TYPE", "DATA"],
                taken =>
                [
                    Plain.Time(taken, "taken"), Plain.Text(taken, "source"), Plain.Text(taken, "id"), Plain.Text(taken, "type"),
                    Plain.Json(taken.GetProperty("event"), "data"),
                ],
                none: "The log is empty."));
    }

    private static Command Put(Surroundings surroundings)
    {
        var bus = Bus();
        var source = new Option<string>("--source") { Description = "Where it has happened.", HelpName = "TEXT", Required = true };
        var type = new Option<string>("--type") { Description = "What has happened.", HelpName = "TEXT", Required = true };
        var id = new Option<string?>("--id") { Description = "Unique within the source; made up when it is left out.", HelpName = "TEXT" };
        var subject = new Option<string?>("--subject") { Description = "What it has happened to.", HelpName = "TEXT" };
        var data = new Option<string?>("--data") { Description = "What there is to know, a JSON object.", HelpName = "TEXT" };
        return new Command("put", "Put an event on a bus.") { bus, source, type, id, subject, data }.Does(
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
                        ? $"Event {Plain.Text(item, "id")} of {Plain.Text(item, "source")} is taken."
                        : $"Event {Plain.Text(item, "id")} of {Plain.Text(item, "source")} was there already; it goes nowhere anew.");
                }

                return ExitCodes.Done;
            });
    }

    private static Command Deliveries(Surroundings surroundings)
    {
        var (bus, most) = (Bus(), Last());
        var state = new Option<string?>("--state") { Description = "Only those that are waiting, dead or delivered.", HelpName = "STATE" };
        return new Command("deliveries", "What was or is owed for a bus's events, newest first.") { bus, state, most }.Does(
            surroundings,
            async (session, line, cancellationToken) => Show(
                session,
                await session.Own.ListEventDeliveriesAsync(line.GetRequiredValue(bus), line.GetValue(state), cancellationToken)
                    .Take(line.GetValue(most)).ToListAsync(cancellationToken),
                ["DELIVERY", "TO", "STATE", "ATTEMPTS", "SOURCE", "ID", "WHAT"],
                delivery =>
                [
                    Plain.Text(delivery, "delivery"), Plain.Text(delivery, "to"), Plain.Text(delivery, "state"), Plain.Text(delivery, "attempts"),
                    Plain.Text(delivery, "source"), Plain.Text(delivery, "id"),
                    Plain.Text(delivery, delivery.TryGetProperty("result", out _) ? "result" : "problem"),
                ],
                none: "Nothing was owed."));
    }

    private static Command Replay(Surroundings surroundings)
    {
        var bus = Bus();
        var delivery = new Argument<string?>("DELIVERY")
        {
            Description = "The dead letter that is meant; all of them when it is left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new Command("replay", "Have dead letters tried again, oldest first.") { bus, delivery }.Does(
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
                    session.Screen.Line($"{Plain.Text(replayed, "count")} dead letters are tried again.");
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
        new("--last") { Description = "So many at most; 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
}
