using System.Collections.Concurrent;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Scheduling;

/// <summary>Work that would hold up others, each account's in a lane of its own.</summary>
internal sealed class AccountLanes(IComputing computing)
{
    private readonly ConcurrentDictionary<AccountId, Lane<IWork>> _lanes = new();

    /// <summary>The account's; whoever works for it holds on to it.</summary>
    public Lane<IWork> Of(AccountId account) => _lanes.GetOrAdd(account, static id => new Lane<IWork>(id.Value));

    /// <inheritdoc cref="IComputing.Post"/>
    public void Post(Lane<IWork> lane, IWork slice) => computing.Post(lane, slice);

    /// <inheritdoc cref="IComputing.PostFirst"/>
    public void PostFirst(Lane<IWork> lane, IWork slice) => computing.PostFirst(lane, slice);

    /// <inheritdoc cref="IComputing.Hold"/>
    public void Hold(AccountId account) => computing.Hold(Of(account));

    /// <inheritdoc cref="IComputing.LetGoOn"/>
    public void LetGoOn(AccountId account) => computing.LetGoOn(Of(account));
}
