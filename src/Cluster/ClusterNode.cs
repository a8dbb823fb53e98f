using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Cluster.Membership;
using Sluice.Cluster.Messages;
using Sluice.Cluster.Shards;
using Sluice.Engine;
using Sluice.Engine.Nodes;
using Sluice.Engine.Ownership;
using Sluice.Storage;

namespace Sluice.Cluster;

/// <summary>This process as a node of a cluster: who else is there, which shards are its own, and how messages get around.</summary>
/// <remarks>Made before the engine, which works on its directory and its nodes; joined after it.</remarks>
public sealed partial class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(2);

    private readonly IHost _host;
    private readonly NodeDoor _door;
    private readonly Members _members;
    private readonly ClusterDirectory _directory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<string> _end;
    private readonly CancellationTokenSource _stopping = new();
    private StoreWatch? _watch;
    private Task _following = Task.CompletedTask;
    private SiloAddress? _own;
    private bool _isMember;

    /// <param name="store">Stays the caller's, and so does what it shares.</param>
    /// <param name="onFatal">Told why the process must end, at once: others do its work.</param>
    public ClusterNode(
        NodeOptions options,
        IStore store,
        ISharedStore shared,
        TimeProvider time,
        ILoggerFactory loggers,
        Action<Exception> onFatal)
    {
        (_time, _logger) = (time, loggers.CreateLogger("Sluice.Cluster"));
        _end = reason =>
        {
            if (Volatile.Read(ref _isMember))
            {
                LogMustEnd(reason);
                onFatal(new NodeOutcastException(reason));
            }
        };
        _members = new Members(store.Identity.ShardCount);
        _directory = new ClusterDirectory(store, time, _logger, onFatal);
        _members.Placed += _directory.Want;
        _door = new NodeDoor(shared) { OnLeaving = _members.NoteLeaving };
        _host = SiloHost.Build(options, store.Identity, shared, _door, loggers, _end);
    }

    /// <summary>For the engine, which disposes it.</summary>
    public IShardDirectory Directory => _directory;

    public INodes Nodes => _members;

    /// <summary>All that are there, as far as is known here.</summary>
    public IReadOnlyList<MemberView> Members => _members.Views;

    /// <summary>Joins, and returns when this node has its shards, or has waited long enough for them.</summary>
    /// <exception cref="ClusterJoinException">It cannot; the message says why.</exception>
    public async Task JoinAsync(SluiceEngine engine, CancellationToken cancellationToken)
    {
        _door.Open(engine);
        var client = _host.Services.GetRequiredService<NodeClient>();
        _own = _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        _members.Begin(_own, address => new RemoteNode(address, client.At(address), _members.IsGone));
        try
        {
            await _host.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ClusterJoinException($"The node cannot join its cluster: {Innermost(e).Message}", e);
        }

        Volatile.Write(ref _isMember, true);
        _watch = new StoreWatch(engine, _members, _time, _logger, _end);
        _watch.Begin();
        _following = FollowAsync(_host.Services.GetRequiredService<IClusterMembershipService>());
        await SettleAsync(engine, cancellationToken);
    }

    /// <summary>Gives the shards away, so that others go on with them while this node answers what is under way.</summary>
    /// <remarks>Its own requests go to them. Where there is nobody else, it keeps them to the end.</remarks>
    public async Task LeaveAsync()
    {
        if (_own is not { } own || _members.Others is not { Count: > 0 } others)
        {
            return;
        }

        var address = own.ToParsableString();
        _members.NoteLeaving(address);
        try
        {
            await Task.WhenAll(others.Select(other => other.Service.Leaving(address).AsTask())).WaitAsync(LeaveTime, _time);
        }
        catch (Exception)
        {
            // Whoever has not heard it learns it when this node is no member any more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isMember, false);
        await (_watch?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _stopping.CancelAsync();
        await _following;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _stopping.Dispose();
    }

    private async Task FollowAsync(IClusterMembershipService membership)
    {
        var known = new HashSet<SiloAddress>();
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(_stopping.Token))
            {
                TellChanges(known, [.. snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)]);
                _members.Set(snapshot.Members.ToImmutableDictionary(member => member.Key, member => member.Value.Status));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node leaves.
        }
    }

    private void TellChanges(HashSet<SiloAddress> known, HashSet<SiloAddress> active)
    {
        foreach (var come in active.Where(known.Add))
        {
            LogCome(come.Endpoint.ToString(), active.Count);
        }

        foreach (var gone in known.Where(address => !active.Contains(address)).ToList())
        {
            known.Remove(gone);
            LogGone(gone.Endpoint.ToString(), active.Count);
        }
    }

    private async Task SettleAsync(SluiceEngine engine, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while ((_directory.Wanted == 0 || engine.Vitals.ShardsHere < _directory.Wanted) && _time.GetElapsedTime(begun) < SettleTime)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellationToken);
        }
    }

    private static Exception Innermost(Exception problem) => problem.InnerException is { } inner ? Innermost(inner) : problem;

    [LoggerMessage(Level = LogLevel.Information, Message = "The node {Node} is a member; there are {Count} now.")]
    private partial void LogCome(string node, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node {Node} is no member any more; there are {Count} now, which have its shards.")]
    private partial void LogGone(string node, int count);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "This node ends at once, and the others have its shards: {Reason}. Start it again; nothing acknowledged is lost.")]
    private partial void LogMustEnd(string reason);
}

/// <summary>The others go on without this node: the process must end.</summary>
public sealed class NodeOutcastException(string message) : Exception(message);

/// <summary>The node cannot become a member; the message says why.</summary>
public sealed class ClusterJoinException(string message, Exception cause) : Exception(message, cause);
