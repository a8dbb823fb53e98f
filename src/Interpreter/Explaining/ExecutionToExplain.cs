using Sluice.Definitions;
using Sluice.Interpreter.Standings;
using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Explaining;

/// <summary>All that there is to say about an execution comes from this.</summary>
public sealed record ExecutionToExplain
{
    public required ExecutionStatus Status { get; init; }

    /// <summary>That it was started with; null when this release does not accept it any more.</summary>
    public required Flow? Flow { get; init; }

    /// <summary>Its history, oldest first.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>The steps that it is in, or was in when it did not succeed; null when that is not known.</summary>
    public required IReadOnlyList<StandingStep>? Steps { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public required DateTimeOffset? Stopped { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>What can be done to it; null while it runs, and once it has succeeded.</summary>
    public required Repair? Repair { get; init; }

    /// <summary>How long it has run, or ran.</summary>
    public TimeSpan Lasted => (Stopped ?? Now) - Started;
}
