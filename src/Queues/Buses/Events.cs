namespace Sluice.Queues.Buses;

/// <summary>An event to be stored, with whom it is owed to.</summary>
/// <param name="Source">With <paramref name="Id"/>, what names it in its bus: what comes again under them is the same event.</param>
/// <param name="Body">Whole, as it goes out.</param>
public sealed record NewEvent(string Bus, string Source, string Id, string Type, byte[] Body, IReadOnlyList<NewDelivery> Deliveries)
{
    /// <summary>Bytes that it takes with all that is owed for it.</summary>
    public long Weight => Body.Length + Deliveries.Sum(delivery => delivery.Input?.Length ?? 0L);
}

/// <summary>Something that is owed for an event.</summary>
/// <param name="Lane">Whose turn it is: what is slow in one lane holds up no other.</param>
/// <param name="To">For people: the sink's or the rule's name.</param>
/// <param name="Flow">That it starts; null when the event goes to a sink.</param>
/// <param name="Input">Of that flow, JSON; null for the event itself.</param>
public sealed record NewDelivery(string Lane, string To, string? Flow = null, byte[]? Input = null)
{
    /// <summary>Why it can never be made; null where it can be tried. It is among the dead letters from the beginning.</summary>
    public string? Problem { get; init; }
}

/// <summary>An event that was stored.</summary>
/// <param name="Number">Its place in the log; larger for later ones.</param>
public sealed record StoredEvent(long Number, string Bus, string Source, string Id, string Type, byte[] Body, DateTimeOffset Taken);

/// <summary>A delivery whose time has come.</summary>
/// <param name="Attempts">That have failed already.</param>
public sealed record DueDelivery(
    long Number, string Account, string To, string? Flow, byte[]? Input, int Attempts, StoredEvent Event);

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It is being made, or will be.</summary>
    Waiting = 0,

    /// <summary>A dead letter: nobody tries any more, unless somebody replays it.</summary>
    Dead = 1,

    Delivered = 2,
}

/// <summary>A delivery that somebody looks at.</summary>
/// <param name="Due">When it is tried next; meaningless when it is not waiting.</param>
/// <param name="Problem">Of the last attempt that has failed; null when none has.</param>
/// <param name="Result">What came of it, such as the execution that it started; null where there is nothing to tell.</param>
public sealed record SeenDelivery(
    long Number,
    string To,
    string? Flow,
    DeliveryState State,
    int Attempts,
    DateTimeOffset Due,
    DateTimeOffset Changed,
    string? Problem,
    string? Result,
    string Source,
    string Id);

/// <summary>A bus as it stands.</summary>
/// <param name="Events">In its log.</param>
public sealed record BusView(string Name, long Events, DateTimeOffset? Last, long Rules, long Waiting, long Dead);

/// <summary>A rule as it is stored.</summary>
/// <param name="Content">What it says; whoever stores it knows its form.</param>
public sealed record StoredRule(string Name, byte[] Content, DateTimeOffset Created, DateTimeOffset Modified);

/// <summary>What an account may have in the logs of its buses, all together.</summary>
public sealed record BusLimits(long Events, long Bytes);
