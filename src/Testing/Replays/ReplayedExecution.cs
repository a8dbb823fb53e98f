using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Testing.Replays;

/// <summary>What became of a recorded execution on another definition.</summary>
/// <param name="Before">How it ended, such as <c>Failed HTTP.402</c>.</param>
/// <param name="After">How it would end; empty when nobody knows.</param>
/// <param name="Reason">What makes the difference, or why nothing can be said. Empty when nothing differs.</param>
/// <param name="Position">Where the new definition says so; null for nowhere.</param>
public sealed record ReplayedExecution(
    string Flow, string Name, ReplayVerdict Verdict, string Before, string After, string Reason, SourcePosition? Position)
{
    /// <summary>Succeeded before.</summary>
    public bool HadSucceeded { get; init; }

    /// <summary>Would succeed.</summary>
    public bool WouldSucceed { get; init; }

    /// <summary>When it had started.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The revision that it ran.</summary>
    public long Revision { get; init; }

    /// <summary>Things that need not differ in the end: changed requests, calls that are not made any more, guessed renames.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>For people: the end as every report tells it.</summary>
    internal static string EndText(ExecutionStatus status, string? error) =>
        string.IsNullOrEmpty(error) ? status.ToString() : $"{status} {error}";
}

/// <summary>What can be said of it.</summary>
public enum ReplayVerdict
{
    /// <summary>The same end, by the same path, with the same calls.</summary>
    Same,

    /// <summary>Another status, output or error.</summary>
    Differs,

    /// <summary>The same end, by other states.</summary>
    Path,

    /// <summary>The same end and path, with other calls or other requests.</summary>
    Calls,

    /// <summary>It depends on which of several answers comes first.</summary>
    Order,

    /// <summary>It needs an answer that nobody has recorded.</summary>
    Unknown,

    /// <summary>The record cannot be led to its own end by its own definition.</summary>
    NotComparable,
}
