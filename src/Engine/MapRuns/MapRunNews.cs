using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>What a shard is told of one of its map runs, by what the run has set going. It may have been forgotten meanwhile.</summary>
internal abstract record MapRunNews(MapRun Run)
{
    /// <summary>It has moved on, and that is stored: see what can be done next.</summary>
    public sealed record Moved(MapRun Run) : MapRunNews(Run);

    /// <summary>Items have been read.</summary>
    public sealed record ItemsRead(MapRun Run, FedChildren Fed) : MapRunNews(Run);

    /// <summary>An Express child has begun, or begun again.</summary>
    public sealed record ChildBegun(MapRun Run, int Index, ExecutionId Execution) : MapRunNews(Run);

    /// <summary>An Express child has ended.</summary>
    public sealed record ChildEnded(MapRun Run, MapResult Result) : MapRunNews(Run);

    /// <summary>The results are where its ResultWriter says, or cannot be written.</summary>
    public sealed record ResultsWritten(MapRun Run, Outcome<JsonPayload> Result) : MapRunNews(Run);
}
