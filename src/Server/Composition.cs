using System.Collections.Frozen;
using Sluice.Engine;
using Sluice.Server.Hosting;
using Sluice.Server.Operations;
using Sluice.Storage;
using Sluice.Storage.Sqlite;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;

namespace Sluice.Server;

/// <summary>Puts store, targets, engine and operations together: the one place that knows all
/// rooms.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly SqliteStore _store;
    private readonly HttpTarget _http;
    private readonly FunctionTarget _functions;
    private readonly SluiceEngine _engine;

    private Composition(SqliteStore store, HttpTarget http, FunctionTarget functions, SluiceEngine engine) =>
        (_store, _http, _functions, _engine) = (store, http, functions, engine);

    /// <summary>Opens the data directory and starts the engine on it.</summary>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    /// <exception cref="StartException">The directory cannot be used.</exception>
    public static async Task<Composition> OpenAsync(
        ServerOptions options,
        ILoggerFactory loggers,
        Action<Exception> onFatal,
        CancellationToken cancellationToken)
    {
        var store = await OpenStoreAsync(options, cancellationToken);
        var http = new HttpTarget(options.Http);
        var functions = new FunctionTarget(options.Functions);
        try
        {
            var engine = await SluiceEngine.OpenAsync(
                store,
                [http, functions],
                options.Engine,
                EnginePorts.OfThisMachine(loggers),
                onFatal,
                cancellationToken);
            return new Composition(store, http, functions, engine);
        }
        catch
        {
            functions.Dispose();
            http.Dispose();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <param name="stopping">Cancelled when the server is about to stop.</param>
    public FrozenDictionary<string, Operation> Operations(CancellationToken stopping) =>
        OperationTable.Of(_engine.Flows, _engine.Executions, stopping);

    /// <summary>Stops the engine, after the last call has been answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _functions.Dispose();
        _http.Dispose();
        await _store.DisposeAsync();
    }

    private static async Task<SqliteStore> OpenStoreAsync(
        ServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await SqliteStore.OpenAsync(
                new SqliteStoreOptions { Directory = DataDirectory.Prepare(options.Data) }, cancellationToken);
        }
        catch (StoreOpenException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }
}
