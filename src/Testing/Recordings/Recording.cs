using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Testing.Recordings;

/// <summary>All that an execution did, and what it takes to lead it there again.</summary>
/// <param name="Flow">The definition that it was started with, compiled.</param>
/// <param name="Execution">What it was started with.</param>
/// <param name="Draws">What it drew from.</param>
/// <param name="Limits">Those that held while it ran.</param>
/// <param name="Scope">Id of the scope that it ran: the flow's own, or that of a distributed Map's children.</param>
/// <param name="Events">Its whole history.</param>
public sealed record Recording(
    Flow Flow,
    ExecutionFacts Execution,
    DrawSeed Draws,
    Limits Limits,
    int Scope,
    IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>The definition as it was written; empty where nobody has kept it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Number of the revision that it ran last; 0 where nobody has kept it.</summary>
    public long Revision { get; init; }

    /// <summary>What it ran from its redrives on, by the number of the revision; empty when there are none.</summary>
    public IReadOnlyDictionary<long, RecordedRevision> Revisions { get; init; } = new Dictionary<long, RecordedRevision>();
}

/// <summary>A revision that an execution went on with.</summary>
public sealed record RecordedRevision(Flow Flow, string RoleArn);
