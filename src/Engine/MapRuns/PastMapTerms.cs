namespace Sluice.Engine.MapRuns;

/// <summary>What was asked of a map run until somebody changed it.</summary>
/// <param name="ToleratedCount">Null when nothing was said.</param>
/// <param name="ToleratedPercentage">0 to 100; null when nothing was said.</param>
internal readonly record struct PastMapTerms(
    DateTimeOffset Until, int Concurrency, long? ToleratedCount, double? ToleratedPercentage);
