using Sluice.Engine.MapRuns;
using Sluice.Model;

namespace Sluice.Engine.Link;

/// <summary>Change what is asked of a map run; null leaves a member as it is. Answered with the run as it is then.</summary>
/// <remarks>
/// The second one sets the values that are set. One that is late by a whole other change puts that back, as a caller who
/// repeats his call does; a link repeats a request only while its caller waits.
/// </remarks>
internal sealed record UpdateMapRunRequest(
    ExecutionId Execution,
    string ExecutionName,
    string Name,
    int? Concurrency,
    long? ToleratedCount,
    double? ToleratedPercentage) : ShardRequest<MapProgress>
{
    public override bool MayBeDoneTwice => true;
}
