using System.Collections.Concurrent;
using Sluice.Model.Names;

namespace Sluice.Engine.Starting;

/// <summary>How many executions are in progress in each account, all shards together.</summary>
internal sealed class RunningCount
{
    private readonly ConcurrentDictionary<AccountId, long> _counts = new();

    public long Of(AccountId account) => _counts.GetValueOrDefault(account);

    public void Set(IReadOnlyDictionary<AccountId, long> counts)
    {
        foreach (var (account, count) in counts)
        {
            _counts[account] = count;
        }
    }

    /// <returns>How many there are with this one.</returns>
    public long Started(AccountId account) => Add(account, 1);

    public void Ended(AccountId account) => Add(account, -1);

    private long Add(AccountId account, long change) => _counts.AddOrUpdate(
        account, static (_, by) => by, static (_, count, by) => count + by, change);
}
