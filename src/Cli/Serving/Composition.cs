using Sluice.Cli.Backups;
using Sluice.Cli.Configuration;
using Sluice.Cli.Tests;
using Sluice.Cli.Wording;
using Sluice.Engine;
using Sluice.Objects;
using Sluice.Objects.Directories;
using Sluice.Queues;
using Sluice.Server;
using Sluice.Server.Health;
using Sluice.Server.Starting;
using Sluice.Sharing.Memory;
using Sluice.Storage;
using Sluice.Targets;
using Sluice.Targets.Chat;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Objects;
using Sluice.Targets.Services;

namespace Sluice.Cli.Serving;

/// <summary>Puts store, targets, accounts and engine together: the one place that knows all rooms.</summary>
internal sealed partial class Composition : IAsyncDisposable
{
    private readonly OpenedStore _opened;
    private readonly TargetSet _targets;
    private readonly QueueStore _queues;
    private readonly BackupSocket? _backups;

    private Composition(
        OpenedStore opened,
        TargetSet targets,
        QueueStore queues,
        IObjectStore objects,
        AccessControl access,
        SluiceEngine engine,
        SharedMemory memory,
        BackupSocket? backups)
    {
        (_opened, _targets, _queues, _backups) = (opened, targets, queues, backups);
        (Objects, Access, Engine, Memory) = (objects, access, engine, memory);
    }

    /// <summary>Opens the data directory and starts the engine on it.</summary>
    /// <param name="disk">Of the data directory; stays the caller's. Null where none is looked at.</param>
    /// <param name="onFatal">The store can no longer be trusted with writes: the process must end.</param>
    /// <exception cref="StartException">The directory cannot be used.</exception>
    public static async Task<Composition> OpenAsync(
        SluiceOptions options,
        ILoggerFactory loggers,
        DiskWatch? disk,
        Action<Exception> onFatal,
        CancellationToken cancellationToken)
    {
        var opened = await OpenedStore.OpenAsync(options, loggers, cancellationToken);
        var store = opened.Store;
        if (opened.GivenUp is { } loss)
        {
            LogLoss(loggers.CreateLogger<Composition>(), loss);
        }

        TargetSet? targets = null;
        QueueStore? queues = null;
        try
        {
            var objects = OpenObjects(options);
            queues = OpenQueues(options);
            targets = new TargetSet(
                new HttpTarget(options.Http),
                new FunctionTarget(options.Functions with { Queues = queues, Logger = loggers.CreateLogger<FunctionTarget>() }),
                new ObjectTarget(objects),
                new MessageTarget(queues, options.Messages),
                new ChatTarget(options.Chat),
                new ServiceTarget(options.Services));
            var access = await AccessControl.OpenAsync(
                options.Server with { Tests = TestSession.Lent }, store, TimeProvider.System, loggers.CreateLogger<AccessControl>(), cancellationToken);
            var memory = new SharedMemory(options.Memory);
            var engine = await SluiceEngine.OpenAsync(
                store,
                targets,
                options.Engine,
                EnginePorts.OfThisMachine(loggers) with
                {
                    Objects = objects,
                    MayStart = access.MayStart(),
                    Memory = memory,
                    WhyNothingBegins = () => options.Server.Health.WhyNothingBegins(disk),
                },
                onFatal,
                cancellationToken);
            var backups = opened.BackUp is { } backUp
                ? BackupSocket.TryOpen(
                    options.Data,
                    (target, ended) => DataBackup.MakeAsync(options.Data, target, to => BackUpAsync(backUp, queues, to, ended), ended),
                    loggers.CreateLogger<BackupSocket>())
                : null;
            return new Composition(opened, targets, queues, objects, access, engine, memory, backups);
        }
        catch (Exception problem)
        {
            await (targets?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (queues?.DisposeAsync() ?? ValueTask.CompletedTask);
            await store.DisposeAsync();
            throw problem is StoreDamagedException or StoreRefusedException
                ? new StartException(problem.Message, StartException.Environment)
                : problem;
        }
    }

    public AccessControl Access { get; }

    public SluiceEngine Engine { get; }

    /// <summary>What callers and the engine share.</summary>
    public SharedMemory Memory { get; }

    /// <summary>Messages that tasks have sent, for those who take them.</summary>
    public QueueStore Queues => _queues;

    /// <summary>What was acknowledged and is missing, as accepted; null when nothing is.</summary>
    public string? GivenUp => _opened.GivenUp;

    /// <summary>What tasks and distributed Maps read and have written.</summary>
    public IObjectStore Objects { get; }

    /// <inheritdoc cref="OpenedStore.Place"/>
    public string? StorePlace => _opened.Place;

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
        await _opened.Store.DisposeAsync();
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
    private static async Task BackUpAsync(
        Func<string, CancellationToken, Task> store, QueueStore queues, string directory, CancellationToken cancellationToken)
    {
        await store(directory, cancellationToken);
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
                Texts.FormatObjectsUnusable(options.ObjectsDirectory, e.Message, Settings.ObjectsDirectory.Flag),
                StartException.Environment);
        }
    }
}
