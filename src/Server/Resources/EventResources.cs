using System.Globalization;
using System.Text.Json;
using Sluice.Events;
using Sluice.Events.Forms;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Queues.Buses;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Event buses of the server itself: putting events, what their logs have, and what became of what was owed for them.</summary>
internal sealed class EventResources(EventBuses buses)
{
    private const int MostReplayed = 1_000;

    private static readonly OwnPage<string> BusPages = new(PageToken.OfName("buses"), most: 100, usual: 50);
    private static readonly OwnPage<long?> EventPages = new(NumberToken("events"), most: 50, usual: 20);
    private static readonly OwnPage<long?> DeliveryPages = new(NumberToken("deliveries"), most: 100, usual: 50);

    /// <param name="rules">Of the same buses.</param>
    public IEnumerable<Resource> With(EventRuleResources rules) => [List, Get, ListEvents, ListDeliveries, Replay, .. rules.All, Put];

    private Resource List => new(
        "GET", "/events", new Operation<(string After, int Limit)>("ListEventBuses", mutates: false)
        {
            Naming = [],
            ReadsPages = true,
            Reading = (parameters, _) => (BusPages.Place(parameters) ?? "", BusPages.Limit(parameters)),
            Subject = _ => Of("*"),
            Run = async (request, caller, answer, _) =>
            {
                var found = await buses.Store.ListAsync(caller.Account, request.After, request.Limit + 1);
                BusPages.WriteFirst(answer, found, request.Limit, bus => bus.Name, Write);
            },
        })
    {
        Summary = "Event buses of the server itself, by name: those that have an event or a rule.",
        Query = BusPages.Fields,
        Answer = Shape.PageOf(EventShapes.Bus),
    };

    private Resource Get => new("GET", "/events/{bus}", new Operation<string>("GetEventBus", mutates: false)
    {
        Naming = ["bus"],
        Reading = (parameters, _) => parameters.Required("bus"),
        Subject = Of,
        Run = async (bus, caller, answer, _) => Write(answer, await FindAsync(caller.Account, bus)),
    })
    {
        Summary = "One event bus.",
        Answer = EventShapes.Bus,
    };

    private Resource Put => new(
        "POST", "/events/{bus}", new Operation<(string Bus, IReadOnlyList<TakenEvent> Events)>("PutEvents", mutates: true)
        {
            Naming = ["bus"],
            TakesPayload = true,
            Reading = (parameters, _) => (parameters.Required("bus"), Told(() => ReadEvents(parameters))),
            Subject = request => Of(request.Bus),
            Run = async (request, caller, answer, _) => Write(
                answer, request.Events, await ToldAsync(() => buses.PutAsync(caller.Account, request.Bus, request.Events))),
        })
    {
        Summary = "Puts events, all or none: one in JSON (application/cloudevents+json or application/json), several "
            + "(application/cloudevents-batch+json), or one whose attributes are in headers that begin with ce-.",
        Body = EventShapes.Event,
        Raw = new(EventReading.HeaderPrefix, [EventReading.Structured]),
        Answer = EventShapes.Put,
    };

    private Resource ListEvents => new(
        "GET", "/events/{bus}/log", new Operation<(string Bus, long? Before, int Limit)>("ListEvents", mutates: false)
        {
            Naming = ["bus"],
            ReadsPages = true,
            Reading = (parameters, _) => (parameters.Required("bus"), EventPages.Place(parameters), EventPages.Limit(parameters)),
            Subject = request => Of(request.Bus),
            Run = async (request, caller, answer, _) =>
            {
                await FindAsync(caller.Account, request.Bus);
                var found = await buses.Store.ListEventsAsync(caller.Account, request.Bus, request.Before, request.Limit + 1);
                EventPages.WriteFirst(answer, found, request.Limit, logged => logged.Number, Write);
            },
        })
    {
        Summary = "Events in a bus's log, newest first.",
        Query = EventPages.Fields,
        Answer = Shape.PageOf(EventShapes.Logged),
    };

    private Resource ListDeliveries => new(
        "GET",
        "/events/{bus}/deliveries",
        new Operation<(string Bus, DeliveryState? State, long? Before, int Limit)>("ListEventDeliveries", mutates: false)
        {
            Naming = ["bus"],
            ReadsPages = true,
            Reading = (parameters, _) => (
                parameters.Required("bus"),
                ReadState(parameters),
                DeliveryPages.Place(parameters),
                DeliveryPages.Limit(parameters)),
            Subject = request => Of(request.Bus),
            Run = async (request, caller, answer, _) =>
            {
                await FindAsync(caller.Account, request.Bus);
                var found = await buses.Store.ListDeliveriesAsync(
                    caller.Account, request.Bus, request.State, request.Before, request.Limit + 1);
                DeliveryPages.WriteFirst(answer, found, request.Limit, delivery => delivery.Number, Write);
            },
        })
    {
        Summary = "What was or is owed for the events of a bus, to sinks and to flows, newest first.",
        Query =
        [
            new Field("state", Shape.OneOf(EventShapes.States), "Only those that stand so; dead for the dead letters.").OrNone,
            .. DeliveryPages.Fields,
        ],
        Answer = Shape.PageOf(EventShapes.Delivery),
    };

    private Resource Replay => new(
        "POST", "/events/{bus}/replay", new Operation<(string Bus, long? Delivery)>("ReplayEvents", mutates: true)
        {
            Naming = ["bus", "delivery"],
            Reading = (parameters, _) => (parameters.Required("bus"), ReadDelivery(parameters)),
            Subject = request => Of(request.Bus),
            Run = async (request, caller, answer, _) =>
            {
                await FindAsync(caller.Account, request.Bus);
                var count = await buses.Store.ReplayAsync(caller.Account, request.Bus, request.Delivery, MostReplayed);
                answer.WriteNumber("count"u8, count);
            },
        })
    {
        Summary = "Has dead letters of a bus tried again, oldest first.",
        Body = [new Field("delivery", Shape.Text, "The one that is meant; all of them when it is left out.").OrNone],
        Answer = EventShapes.Replayed,
    };

    /// <summary>As the vendor's policies name buses.</summary>
    internal static Subject.Thing Of(string bus) => new("eventbridge", Account: null, [$"eventbus/{bus}"]);

    internal static T Told<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EventException e)
        {
            throw Refusal(e);
        }
    }

    internal static async Task<T> ToldAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (EventException e)
        {
            throw Refusal(e);
        }
    }

    internal static ApiException Refusal(EventException problem) => ApiException.Refused(problem.HttpStatus, problem.Code, problem.Message);

    /// <summary>The bus, when the account has anything in it.</summary>
    private async Task<BusView> FindAsync(AccountId account, string bus)
    {
        var found = await buses.Store.GetAsync(account, Told(() => buses.Check(bus)));
        return found is { Events: 0, Rules: 0 } ? throw Refusal(EventException.BusEmpty(bus)) : found;
    }

    private static IReadOnlyList<TakenEvent> ReadEvents(Parameters parameters)
    {
        var headers = parameters.All.Where(pair => pair.Key.StartsWith(EventReading.HeaderPrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value.Text, StringComparer.Ordinal);
        return EventReading.Read(
            parameters.Utf8(RawBody.Content) ?? [], parameters.Optional(RawBody.ContentType) ?? "", headers);
    }

    private static DeliveryState? ReadState(Parameters parameters) => parameters.Optional("state") is not { } text ? null
        : EventShapes.States.Contains(text) ? Enum.Parse<DeliveryState>(text, ignoreCase: true)
        : throw ApiException.InvalidArgument("state", $"'{Excerpt.Of(text)}' is not one of {string.Join(", ", EventShapes.States)}");

    private static long? ReadDelivery(Parameters parameters) => parameters.Optional("delivery") is not { } text ? null
        : ReadNumber(text) ?? throw ApiException.InvalidArgument("delivery", $"'{Excerpt.Of(text)}' is not the 'delivery' of a dead letter");

    private static long? ReadNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static PageToken<long?> NumberToken(string list) =>
        PageToken.Of<long?>(list, ReadNumber, number => number!.Value.ToString(CultureInfo.InvariantCulture));

    private static void Write(Utf8JsonWriter json, BusView bus)
    {
        json.WriteString("name"u8, bus.Name);
        json.WriteNumber("events"u8, bus.Events);
        if (bus.Last is { } last)
        {
            Times.Write(json, "last"u8, last);
        }

        json.WriteNumber("rules"u8, bus.Rules);
        json.WriteNumber("waiting"u8, bus.Waiting);
        json.WriteNumber("dead"u8, bus.Dead);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<TakenEvent> events, IReadOnlyList<bool> isNew)
    {
        json.WriteStartArray("items"u8);
        foreach (var (taken, fresh) in events.Zip(isNew))
        {
            json.WriteStartObject();
            json.WriteString("source"u8, taken.Source);
            json.WriteString("id"u8, taken.Id);
            json.WriteBoolean("isNew"u8, fresh);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, StoredEvent stored)
    {
        json.WriteString("source"u8, stored.Source);
        json.WriteString("id"u8, stored.Id);
        json.WriteString("type"u8, stored.Type);
        Times.Write(json, "taken"u8, stored.Taken);
        json.WritePropertyName("event"u8);
        json.WriteRawValue(stored.Body, skipInputValidation: true);
    }

    private static void Write(Utf8JsonWriter json, SeenDelivery delivery)
    {
        json.WriteString("delivery"u8, delivery.Number.ToString(CultureInfo.InvariantCulture));
        json.WriteString("to"u8, delivery.To);
        WriteText(json, "flow", delivery.Flow);
        json.WriteString("state"u8, EventShapes.States[(int)delivery.State]);
        json.WriteNumber("attempts"u8, delivery.Attempts);
        if (delivery.State == DeliveryState.Waiting)
        {
            Times.Write(json, "due"u8, delivery.Due);
        }

        Times.Write(json, "changed"u8, delivery.Changed);
        WriteText(json, "problem", delivery.Problem);
        WriteText(json, "result", delivery.Result);
        json.WriteString("source"u8, delivery.Source);
        json.WriteString("id"u8, delivery.Id);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
