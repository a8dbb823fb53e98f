using System.Collections.Immutable;
using Sluice.Cluster.Messages;
using Sluice.Cluster.Shards;
using Sluice.Engine.Nodes;

namespace Sluice.Cluster.Membership;

/// <summary>Who is there, as far as is known here, and whose which shard is.</summary>
/// <remarks>Changed by one at a time; read by anybody, without a lock.</remarks>
internal sealed class Members(int shards) : INodes
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<SiloAddress, SiloStatus> _status = ImmutableDictionary<SiloAddress, SiloStatus>.Empty;
    private ImmutableHashSet<string> _leaving = [];
    private SiloAddress? _own;
    private Func<SiloAddress, RemoteNode>? _open;
    private State _state = new([], [], [.. Enumerable.Repeat<RemoteNode?>(null, shards)], []);

    /// <summary>Told after each change which shards are this node's.</summary>
    public event Action<IReadOnlyCollection<int>> Placed = static _ => { };

    /// <summary>The others that are active, but for those that leave.</summary>
    public IReadOnlyList<RemoteNode> Others => Volatile.Read(ref _state).Others;

    public IReadOnlyList<MemberView> Views => Volatile.Read(ref _state).Views;

    public INode? FindOther(int shard) => Volatile.Read(ref _state).Owners[shard];

    public void TellOthers(byte[] news)
    {
        foreach (var other in Others)
        {
            _ = TellAsync(other, news);
        }
    }

    /// <param name="own">This node.</param>
    /// <param name="open">The way to another one.</param>
    public void Begin(SiloAddress own, Func<SiloAddress, RemoteNode> open) => (_own, _open) = (own, open);

    /// <summary>The members are these now.</summary>
    public void Set(ImmutableDictionary<SiloAddress, SiloStatus> status)
    {
        lock (_lock)
        {
            _status = status;
            _leaving = _leaving.Intersect(
                status.Where(member => member.Value != SiloStatus.Dead).Select(member => member.Key.ToParsableString()));
            Place_NeedsLock();
        }
    }

    /// <summary>A node gives its shards away, before the members know that it goes.</summary>
    public void NoteLeaving(string address)
    {
        lock (_lock)
        {
            _leaving = _leaving.Add(address);
            Place_NeedsLock();
        }
    }

    /// <summary>It has been a member, and is none any more.</summary>
    public bool IsGone(SiloAddress address) =>
        !_status.TryGetValue(address, out var status) || status is SiloStatus.Dead or SiloStatus.Stopping;

    private static async Task TellAsync(RemoteNode other, byte[] news)
    {
        try
        {
            await other.Service.News(news);
        }
        catch (Exception)
        {
            // It may be lost, and whoever waits there looks by himself after two seconds.
        }
    }

    private void Place_NeedsLock()
    {
        if (_open is not { } open || _own is not { } own)
        {
            return;
        }

        var active = _status.Where(member => member.Value == SiloStatus.Active && !_leaving.Contains(member.Key.ToParsableString()))
            .Select(member => member.Key)
            .OrderBy(NameOf, StringComparer.Ordinal)
            .ToList();
        var before = _state.Others.ToDictionary(other => other.Address);
        var nodes = active.ConvertAll(address =>
            address.Equals(own) ? null : before.GetValueOrDefault(address) ?? open(address));
        var placed = Placement.Of(active.ConvertAll(NameOf), shards);
        Volatile.Write(ref _state, new(
            [.. nodes.OfType<RemoteNode>()],
            ViewsOf(active, placed, own),
            [.. placed.Select(node => node < 0 ? null : nodes[node])],
            [.. Enumerable.Range(0, shards).Where(shard => placed[shard] >= 0 && nodes[placed[shard]] is null)]));
        Placed(_state.Own);
    }

    /// <remarks>A node that is started again where it was gets the shards that it had.</remarks>
    private static string NameOf(SiloAddress address) => address.Endpoint.ToString();

    private IReadOnlyList<MemberView> ViewsOf(List<SiloAddress> active, int[] placed, SiloAddress own) =>
    [
        .. _status.Where(member => member.Value != SiloStatus.Dead).OrderBy(member => NameOf(member.Key), StringComparer.Ordinal)
            .Select(member => new MemberView(
                NameOf(member.Key),
                StateOf(member.Key, member.Value),
                placed.Count(node => node >= 0 && active[node].Equals(member.Key)),
                member.Key.Equals(own))),
    ];

    private string StateOf(SiloAddress address, SiloStatus status) => status switch
    {
        SiloStatus.Active => _leaving.Contains(address.ToParsableString()) ? "leaving" : "active",
        SiloStatus.ShuttingDown or SiloStatus.Stopping => "leaving",
        _ => "joining",
    };

    private sealed record State(
        IReadOnlyList<RemoteNode> Others, IReadOnlyList<MemberView> Views, RemoteNode?[] Owners, IReadOnlyCollection<int> Own);
}
