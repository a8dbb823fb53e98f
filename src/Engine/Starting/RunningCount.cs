using System.Collections.Concurrent;
using Sluice.Model.Names;

namespace Sluice.Engine.Starting;

/// <summary>How many executions are in progress in each account, all shards together.</summary>
internal sealed class RunningCount
{
    private ConcurrentDictionary<AccountId, long> _counts;

    public RunningCount() => _counts = new();

    /// <param name="counts">How many there are.</param>
    public RunningCount(IReadOnlyDictionary<AccountId, long> counts) => _counts = new(counts);

    /// <summary>As somebody has counted them who sees more than this engine's.</summary>
    /// <remarks>What begins or ends while he counts may be missed until the next time.</remarks>
    public void Set(IReadOnlyDictionary<AccountId, long> counts) => Volatile.Write(ref _counts, new(counts));

    /// <summary>How many of all accounts.</summary>
    public long Sum => _counts.Values.Sum();

    /// <summary>Those that have some.</summary>
    public IEnumerable<AccountId> Accounts => _counts.Where(item => item.Value > 0).Select(item => item.Key);

    public long Of(AccountId account) => _counts.GetValueOrDefault(account);

    /// <returns>How many there are with this one.</returns>
    public long Started(AccountId account) => Add(account, 1);

    public void Ended(AccountId account) => Add(account, -1);

    private long Add(AccountId account, long change) => _counts.AddOrUpdate(
        account, static (_, by) => by, static (_, count, by) => count + by, change);
}
