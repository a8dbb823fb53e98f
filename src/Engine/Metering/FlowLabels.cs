using System.Collections.Concurrent;
using Sluice.Model.Names;

namespace Sluice.Engine.Metering;

/// <summary>By what numbers of a flow are told apart. The first so many flows have their own, all others share one.</summary>
internal sealed class FlowLabels(int most)
{
    /// <summary>No flow can have this name.</summary>
    public const string Other = "(other)";

    private readonly ConcurrentDictionary<(AccountId Account, string Flow), FlowTags> _known = new();

    /// <summary>One for each account: there are as many as whoever runs the server has made.</summary>
    private readonly ConcurrentDictionary<AccountId, FlowTags> _others = new();

    /// <remarks>Two at once may make it one more than there should be, which hurts nobody.</remarks>
    public FlowTags Of(AccountId account, string flow) =>
        _known.TryGetValue((account, flow), out var tags) ? tags
        : _known.Count < most ? _known.GetOrAdd((account, flow), static key => new FlowTags(key.Account, key.Flow))
        : _others.GetOrAdd(account, static key => new FlowTags(key, Other));
}
