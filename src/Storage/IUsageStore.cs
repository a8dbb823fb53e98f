using Sluice.Model.Names;

namespace Sluice.Storage;

/// <summary>How much is stored, as of the last commit.</summary>
public interface IUsageStore
{
    /// <summary>What a flow has stored, live or deleted.</summary>
    ValueTask<StoredUsage> ReadUsageAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>What an account has stored, by the number of the flow, those that are deleted and not yet forgotten too.</summary>
    /// <returns>Only flows that have something.</returns>
    ValueTask<IReadOnlyDictionary<long, StoredUsage>> ReadUsageAsync(
        AccountId account, CancellationToken cancellationToken);
}

/// <summary>The sum of <see cref="ExecutionRow.Bytes"/> over some executions.</summary>
/// <param name="Executions">
/// Of a SQLite store that an earlier format has filled, only those written since count here: their bytes are not known either.
/// </param>
public readonly record struct StoredUsage(long Bytes, long Executions)
{
    public static StoredUsage operator +(StoredUsage left, StoredUsage right) =>
        new(left.Bytes + right.Bytes, left.Executions + right.Executions);
}
