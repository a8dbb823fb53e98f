using Microsoft.Extensions.Logging;
using Sluice.Events.Deliveries;
using Sluice.Events.Rules;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Queues.Buses;

namespace Sluice.Events;

/// <summary>Event buses of all accounts: take events, keep them, and bring them to sinks and flows. Callers on any thread.</summary>
/// <remarks>What was taken survives a crash, with all that is owed for it.</remarks>
public sealed partial class EventBuses : IAsyncDisposable
{
    private readonly BusStore _store;
    private readonly EventBusOptions _options;
    private readonly IReadOnlyList<IEventSink> _sinks;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly List<DeliveryLane> _lanes = [];

    /// <param name="store">Stays the caller's, and is disposed after this.</param>
    /// <param name="sinks">Of distinct names; stay the caller's, too.</param>
    public EventBuses(
        BusStore store, EventBusOptions options, IReadOnlyList<IEventSink> sinks, ILogger<EventBuses> logger, TimeProvider time)
    {
        (_store, _options, _sinks, _logger, _time) = (store, options, sinks, logger, time);
        Rules = new EventRules(store, options);
    }

    /// <summary>Which events start which flows.</summary>
    public EventRules Rules { get; }

    /// <summary>What has been stored, to look at.</summary>
    public BusStore Store => _store;

    /// <summary>Begins to deliver, also what was left when the last process ended.</summary>
    /// <param name="start">Starts flows.</param>
    public async Task BeginAsync(FlowStart start)
    {
        IReadOnlyList<IEventSink> all = [.. _sinks, new FlowSink(start)];
        var closed = await _store.CloseOtherLanesAsync(
            [.. all.Select(sink => sink.Name)], lane => $"The setting events.sinks names no '{lane}' any more; name it there and replay.");
        closed.ForEach(lane => LogLaneClosed(_logger, lane));
        _lanes.AddRange(all.Select(sink => new DeliveryLane(sink, _store, _logger, _time)));
    }

    /// <summary>Whether there is such a bus.</summary>
    /// <exception cref="EventException"><c>InvalidArgument</c> or <c>EventBusNotExist</c>.</exception>
    public string Check(string bus) =>
        _options.Buses.Any(pattern => NamePattern.Matches(pattern, BusName.Check("The event bus", bus)))
            ? bus
            : throw EventException.BusNotExist(bus, string.Join(", ", _options.Buses));

    /// <summary>Takes events: done when they are stored with all that is owed for them, all or none.</summary>
    /// <returns>Of each, whether it is new: one whose source and id the bus has already is the same event.</returns>
    /// <exception cref="EventException">There is no such bus, or the account has as much as it may.</exception>
    public async Task<IReadOnlyList<bool>> PutAsync(AccountId account, string bus, IReadOnlyList<TakenEvent> events)
    {
        Check(bus);
        var sinks = _sinks.Where(sink => sink.Takes(bus)).Select(sink => new NewDelivery(sink.Name, sink.Name)).ToList();
        var rules = await Rules.OfAsync(account, bus);
        var made = events.Select(taken => new NewEvent(
            bus,
            taken.Source,
            taken.Id,
            taken.Type,
            taken.Body.Utf8.ToArray(),
            [.. sinks, .. rules.Where(rule => rule.Matches(taken)).Select(rule => rule.Delivery(taken, _time.GetUtcNow()))])).ToList();
        return await _store.PutAsync(account, made, _options.Kept, _options.PerAccount)
            ?? throw EventException.Full("events.accountEvents or events.accountMegabytes");
    }

    /// <summary>Returns when nothing is under way any more; what is left is delivered by whoever opens the store next.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Events wait for the sink {Sink}, which the setting events.sinks does not name any more: they are dead letters now.")]
    private static partial void LogLaneClosed(ILogger logger, string sink);
}
