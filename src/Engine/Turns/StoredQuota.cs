using Sluice.Model;

namespace Sluice.Engine.Turns;

/// <summary>What one execution may have stored, the children of its distributed Maps included.</summary>
/// <remarks>
/// It is looked at after each turn, so an execution may go beyond it by what one turn writes: a hundred events, or a slice of
/// work where that is less.
/// </remarks>
internal sealed class StoredQuota(Limits limits)
{
    private readonly long _most = limits.ExecutionMegabytes == 0 ? long.MaxValue : (long)limits.ExecutionMegabytes << 20;

    /// <summary>Why an execution that has so many bytes stored fails; null when it may have them.</summary>
    public StepFailure? FindSurplus(long bytes) => bytes <= _most ? null : new(
        FailureCodes.StorageLimitExceeded,
        $"The execution and the children of its distributed Maps have more than {limits.ExecutionMegabytes} MiB stored "
        + $"(setting {LimitNames.ExecutionMegabytes}). Keep large data in objects, and pass their names.");
}
