namespace Sluice.Engine.MapRuns;

/// <summary>What is asked of a map run anew; null leaves a member as it is.</summary>
/// <param name="ToleratedPercentage">0 to 100.</param>
internal readonly record struct MapTerms(int? Concurrency, long? ToleratedCount, double? ToleratedPercentage);
