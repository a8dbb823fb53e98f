using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;
using Sluice.Cluster;
using Sluice.Engine;
using Sluice.Engine.Nodes;
using Sluice.Server;
using Sluice.Server.Starting;
using Sluice.Storage;

namespace Sluice.Cli.Serving;

/// <summary>This server's place in its cluster.</summary>
/// <remarks>The only one here who knows the room <c>Cluster</c>: a server that is alone never comes here, and never loads it.</remarks>
internal sealed class ClusterSeat : IAsyncDisposable
{
    /// <summary>The process ends with it when the others go on without this node, for whoever starts it again.</summary>
    public const int ExitCode = 75;

    private const string SealingKey = "sealing-key";

    private readonly ClusterNode _node;
    private readonly ISharedStore _shared;

    private ClusterSeat(ClusterNode node, ISharedStore shared) => (_node, _shared) = (node, shared);

    public static ClusterSeat Take(
        ClusterOptions options, IStore store, ISharedStore shared, ILoggerFactory loggers, Action<Exception> onFatal)
    {
        var node = new NodeOptions
        {
            Listen = options.Listen,
            FailAfter = options.FailAfter,
            Certificate = options.Certificate is { } own ? new(own, options.Authorities) : null,
        };
        return new(new ClusterNode(node, store, shared, TimeProvider.System, loggers, onFatal), shared);
    }

    /// <summary>Whether the others go on without this node.</summary>
    public static bool IsOutcast(Exception failure) => failure is NodeOutcastException;

    /// <summary>The same, with a part in what the nodes share.</summary>
    /// <exception cref="StartException">This node would not understand what the others have sealed.</exception>
    public async Task<EnginePorts> OpenAsync(EnginePorts ports, AccessControl access, CancellationToken cancellationToken)
    {
        var agreed = await _shared.AgreeAsync(SealingKey, access.SealingMark, cancellationToken);
        if (!agreed.AsSpan().SequenceEqual(access.SealingMark))
        {
            throw new StartException(
                Texts.FormatClusterOtherKey(Settings.SealingKey.Variable, Settings.KeyFile.Variable), StartException.Environment);
        }

        return ports with
        {
            Directory = _node.Directory,
            Shared = new SharedStore(_shared, _node.Nodes, access.RefreshAsync),
        };
    }

    /// <exception cref="StartException">It cannot become a member.</exception>
    public async Task JoinAsync(SluiceEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await _node.JoinAsync(engine, cancellationToken);
        }
        catch (ClusterJoinException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }

    /// <summary>The server is about to stop: its shards go to others while it answers what is under way.</summary>
    public Task LeaveAsync() => _node.LeaveAsync();

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
