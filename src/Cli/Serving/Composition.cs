using Sluice.Cli.Backups;
using Sluice.Cli.Configuration;
using Sluice.Engine;
using Sluice.Engine.Commits;
using Sluice.Objects.Directories;
using Sluice.Queues;
using Sluice.Server;
using Sluice.Server.Starting;
using Sluice.Storage;
using Sluice.Storage.Sqlite;
using Sluice.Targets;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Objects;

namespace Sluice.Cli.Serving;

/// <summary>Puts store, targets, accounts and engine together: the one place that knows all rooms.</summary>
internal sealed partial class Composition : IAsyncDisposable
{
    private readonly SqliteStore _store;
    private readonly TargetSet _targets;
    private readonly QueueStore _queues;
    private readonly BackupSocket? _backups;

    private Composition(
        SqliteStore store,
        TargetSet targets,
        QueueStore queues,
        AccessControl access,
        SluiceEngine engine,
        BackupSocket? backups)
    {
        (_store, _targets, _queues, _backups) = (store, targets, queues, backups);
        (Access, Engine) = (access, engine);
    }

    /// <summary>Opens the data directory and starts the engine on it.</summary>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    /// <exception cref="StartException">The directory cannot be used.</exception>
    public static async Task<Composition> OpenAsync(
        SluiceOptions options,
        ILoggerFactory loggers,
        Action<Exception> onFatal,
        CancellationToken cancellationToken)
    {
        var store = await OpenStoreAsync(options, loggers, cancellationToken);
        if (store.GivenUp is { } loss)
        {
            LogLoss(loggers.CreateLogger<Composition>(), loss);
        }

        TargetSet? targets = null;
        QueueStore? queues = null;
        try
        {
            var objects = OpenObjects(options);
            queues = OpenQueues(options);
            options.Functions.Queues = queues;
            options.Functions.Logger = loggers.CreateLogger<FunctionTarget>();
            targets = new TargetSet(
                new HttpTarget(options.Http),
                new FunctionTarget(options.Functions),
                new ObjectTarget(objects),
                new MessageTarget(queues, options.MakesMissingQueues));
            var access = await AccessControl.OpenAsync(
                options.Server, store, TimeProvider.System, loggers.CreateLogger<AccessControl>(), cancellationToken);
            var engine = await SluiceEngine.OpenAsync(
                store,
                targets,
                options.Engine,
                EnginePorts.OfThisMachine(loggers) with { Objects = objects, MayStart = access.MayStart() },
                onFatal,
                cancellationToken);
            var backups = BackupSocket.TryOpen(
                options.Data,
                (target, ended) => DataBackup.MakeAsync(
                    options.Data, target, to => BackUpAsync(store, queues, to, ended), ended),
                loggers.CreateLogger<BackupSocket>());
            return new Composition(store, targets, queues, access, engine, backups);
        }
        catch (Exception problem)
        {
            await (targets?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (queues?.DisposeAsync() ?? ValueTask.CompletedTask);
            await store.DisposeAsync();
            throw problem is StoreDamagedException ? new StartException(problem.Message, StartException.Environment) : problem;
        }
    }

    public AccessControl Access { get; }

    public SluiceEngine Engine { get; }

    /// <summary>Messages that tasks have sent, for those who take them.</summary>
    public QueueStore Queues => _queues;

    /// <summary>What was acknowledged and is missing, as accepted; null when nothing is.</summary>
    public string? GivenUp => _store.GivenUp;

    /// <summary>Stops the engine, after the last call has been answered.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_backups is not null)
        {
            await _backups.DisposeAsync();
        }

        await Engine.DisposeAsync();
        await _targets.DisposeAsync();
        await _queues.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static async Task<SqliteStore> OpenStoreAsync(
        SluiceOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var damage = new DamageReports(TimeProvider.System, loggers.CreateLogger<SqliteStore>());
        try
        {
            return await SqliteStore.OpenAsync(
                new SqliteStoreOptions
                {
                    Directory = DataDirectory.Prepare(options.Data),
                    AcceptedLoss = options.AcceptedLoss,
                    LeftOut = damage.Note,
                },
                cancellationToken);
        }
        catch (StoreLossException e)
        {
            throw new StartException(
                $"{e.Message} To start with what is left, once, give {Settings.AcceptLoss.Flag} {e.Code}: the files are "
                + "kept as they are now, and what was given up is said.",
                StartException.Environment);
        }
        catch (StoreOpenException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }

    private static QueueStore OpenQueues(SluiceOptions options)
    {
        try
        {
            return QueueStore.Open(Path.Combine(options.Data, DataBackup.QueueFile), TimeProvider.System);
        }
        catch (IOException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }

    /// <summary>The executions first: a message that they know to be sent is then among the messages.</summary>
    private static async Task BackUpAsync(SqliteStore store, QueueStore queues, string directory, CancellationToken cancellationToken)
    {
        await store.BackUpAsync(directory, cancellationToken);
        await queues.BackUpAsync(Path.Combine(directory, DataBackup.QueueFile));
    }

    private static DirectoryObjectStore OpenObjects(SluiceOptions options)
    {
        try
        {
            return DirectoryObjectStore.Open(options.ObjectsDirectory, TimeProvider.System);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartException(
                $"The directory for objects '{options.ObjectsDirectory}' cannot be used: {e.Message} Name another one with "
                + $"{Settings.ObjectsDirectory.Flag}.",
                StartException.Environment);
        }
    }
}
