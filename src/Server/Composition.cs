using System.Collections.Frozen;
using Sluice.Engine.Api;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;

namespace Sluice.Server;

/// <summary>Puts store, engine and operations together: the one place that knows all rooms.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly FlowService _flows = new();
    private readonly ExecutionService _executions = new();

    private Composition()
    {
    }

    /// <summary>Opens the data directory and starts the engine on it.</summary>
    /// <exception cref="StartException">The directory cannot be used.</exception>
    public static Task<Composition> OpenAsync(ServerOptions options)
    {
        DataDirectory.Prepare(options.Data);
        return Task.FromResult(new Composition());
    }

    /// <param name="stopping">Cancelled when the server is about to stop.</param>
    public FrozenDictionary<string, Operation> Operations(CancellationToken stopping) =>
        OperationTable.Of(_flows, _executions, stopping);

    /// <summary>Stops the engine, after the last call has been answered.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
