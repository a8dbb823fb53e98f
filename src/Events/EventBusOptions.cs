using Sluice.Model;
using Sluice.Queues.Buses;

namespace Sluice.Events;

/// <summary>Which buses there are, and what is kept of them. Read once, when they are made.</summary>
public sealed record EventBusOptions
{
    /// <summary>Names of buses that take events; <c>*</c> stands for any characters. Default: all.</summary>
    public IReadOnlyList<string> Buses { get; init; } = ["*"];

    /// <summary>How long an event stays in its bus's log, and is known by its source and id. 7 days.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Events and bytes that an account may have in the logs of its buses. 100 000 and 256 MiB.</summary>
    public BusLimits PerAccount { get; init; } = new(100_000, 256L << 20);

    /// <summary>Rules that an account may have. 300.</summary>
    public int RulesPerAccount { get; init; } = 300;

    public Limits Limits { get; init; } = Limits.Default;
}
