using Sluice.Queues.Buses;

namespace Sluice.Events.Deliveries;

/// <summary>Somebody who gets the events of buses. One for each entry of the settings.</summary>
public interface IEventSink
{
    /// <summary>By which its deliveries are known; stored, and unique among all sinks.</summary>
    string Name { get; }

    /// <summary>How often an event is tried before it is a dead letter. 1 or more.</summary>
    int Attempts { get; }

    /// <summary>How many are under way at once. 1 keeps them in order: an event waits until the one before it has arrived or is a dead
    /// letter.</summary>
    int AtOnce { get; }

    /// <summary>Whether it gets the events of a bus. Be quick.</summary>
    bool Takes(string bus);

    /// <summary>Hands an event over, which may have been handed over before: it has the same source and id then.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<DeliveryOutcome> DeliverAsync(DueDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>What became of an attempt.</summary>
/// <param name="Problem">A sentence; null when it has arrived.</param>
/// <param name="IsFinal">No other attempt can do better.</param>
/// <param name="Result">What came of it; null where there is nothing to tell.</param>
public sealed record DeliveryOutcome(string? Problem, bool IsFinal = false, string? Result = null)
{
    public static DeliveryOutcome Arrived { get; } = new(Problem: null);

    /// <summary>Whoever gets it says when to come again; null where nobody does.</summary>
    public TimeSpan? Wait { get; init; }
}
