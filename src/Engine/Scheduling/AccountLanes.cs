using System.Collections.Concurrent;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Scheduling;

/// <summary>Long work of executions, each account's in a lane of its own.</summary>
internal sealed class AccountLanes(IComputing computing)
{
    private readonly ConcurrentDictionary<AccountId, Lane> _lanes = new();

    public void Post(AccountId account, IWork slice) =>
        computing.Post(_lanes.GetOrAdd(account, static id => new Lane(id.Value)), slice);
}
