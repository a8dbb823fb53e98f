using Sluice.Events;
using Sluice.Outbound;

namespace Sluice.Targets.Events;

/// <summary>Which buses there are, and who else gets their events. Read once, when they are made.</summary>
public sealed record EventTargetOptions
{
    public EventBusOptions Buses { get; init; } = new();

    /// <summary>Every one that takes a bus gets its events. Default: none.</summary>
    public IReadOnlyList<SinkRule> Sinks { get; init; } = [];

    public ConnectionOptions Connections { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>An entry of the settings: somebody who gets the events of buses.</summary>
/// <param name="Name">By which what is owed is known; distinct.</param>
/// <param name="Bus">A bus's name; <c>*</c> stands for any characters.</param>
public sealed record SinkRule(string Name, string Bus, SinkBackend Backend)
{
    public const int UsualAttempts = 20;
    public const int MostAttempts = 1_000;

    /// <summary>Before an event is a dead letter: with the waits between them, about two hours. 20.</summary>
    public int Attempts { get; init; } = UsualAttempts;

    /// <summary>One at a time, each after the one before it has arrived or is a dead letter. False.</summary>
    public bool IsInOrder { get; init; }
}

/// <summary>Who gets events. A further kind is a case here, and a class in <c>Sinks/</c>.</summary>
public abstract record SinkBackend
{
    private SinkBackend()
    {
    }

    /// <summary>Any HTTP service: each event is posted to this very URL.</summary>
    /// <param name="Secret">What it is signed with; null for no signature.</param>
    public sealed record Webhook(Uri Url, string? Secret) : SinkBackend
    {
        /// <summary>Without the secret.</summary>
        public override string ToString() => Url.GetLeftPart(UriPartial.Authority);
    }
}
