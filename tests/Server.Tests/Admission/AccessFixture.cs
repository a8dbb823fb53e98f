using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Events;
using Sluice.Objects;
using Sluice.Objects.Directories;
using Sluice.Queues;
using Sluice.Server.Audit;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Tests.Hosting;
using Sluice.Storage.Sqlite;
using Sluice.Targets;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Admission;

/// <summary>A whole server that knows accounts, users and roles, called with signed requests.</summary>
public sealed class AccessFixture : IAsyncLifetime
{
    /// <summary>The owner of the first account, who keeps the others.</summary>
    internal static readonly (string Id, string Secret) Owner = ("root-key", "root-secret");

    /// <summary>The owner of another account.</summary>
    internal static readonly (string Id, string Secret) Other = ("other-key", "other-secret");

    /// <summary>May read everything.</summary>
    internal static readonly (string Id, string Secret) Reader = ("reader-key", "reader-secret");

    /// <summary>May work on flows that begin with <c>orders</c>, and delete none.</summary>
    internal static readonly (string Id, string Secret) Clerk = ("clerk-key", "clerk-secret");

    /// <summary>May look at everything.</summary>
    internal static readonly (string Id, string Secret) Viewer = ("viewer-key", "viewer-secret");

    /// <summary>May look, and keep flows running.</summary>
    internal static readonly (string Id, string Secret) Operator = ("operator-key", "operator-secret");

    /// <summary>May do nothing.</summary>
    internal static readonly (string Id, string Secret) Nobody = ("nobody-key", "nobody-secret");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly TokenTaker _service = new();
    private SqliteStore? _store;
    private QueueStore? _queues;
    private EventBuses? _events;
    private DirectoryObjectStore? _objects;
    private AuditLog? _audit;
    private SluiceEngine? _engine;
    private AccessControl? _access;
    private ServerFixture _server = new();

    internal ManualTime Time { get; } = new(new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>The task token of the first call to the service.</summary>
    internal Task<string> TaskToken => _service.Token.Task;

    /// <summary>Messages that the server keeps.</summary>
    internal QueueStore Queues => _queues!;

    /// <summary>Event buses, which deliver nothing.</summary>
    internal EventBuses Events => _events!;

    /// <summary>Objects that it keeps.</summary>
    internal IObjectStore Objects => _objects!;

    /// <summary>Every operation of the server, with its API.</summary>
    internal IReadOnlyList<Api> Apis { get; private set; } = [];

    /// <summary>Everything that the own API has.</summary>
    internal IReadOnlyList<Resource> Resources { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Directory = _directory.FullName, ShardCount = 2 }, CancellationToken.None);
        _queues = QueueStore.Open(PathOf("queues.db"), TimeProvider.System);
        _events = new EventBuses(_queues.Buses, new(), [], NullLogger<EventBuses>.Instance, TimeProvider.System);
        _objects = DirectoryObjectStore.Open(PathOf("objects"), TimeProvider.System);
        _engine = await SluiceEngine.OpenAsync(
            _store,
            new TargetSet(_service),
            new EngineOptions(),
            EnginePorts.OfThisMachine(NullLoggerFactory.Instance) with { MayStart = start => _access!.MayStart()(start) },
            _ => { },
            CancellationToken.None);
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _engine!.DisposeAsync();
        await _events!.DisposeAsync();
        await _queues!.DisposeAsync();
        await _store!.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>The same server, as another process would find it.</summary>
    internal async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>Where clients find it.</summary>
    internal Uri Url => new($"http://{_server.Host}");

    internal string PathOf(string file) => Path.Combine(_directory.FullName, file);

    internal Task<RawAnswer> CallAsync(
        (string Id, string Secret) key, string action, params (string Name, string Value)[] parameters) =>
        CallAsync("/", "2019-03-15", key, action, parameters);

    internal Task<RawAnswer> AdministerAsync(
        (string Id, string Secret) key, string action, params (string Name, string Value)[] parameters) =>
        CallAsync("/sluice/v1", "v1", key, action, parameters);

    internal Task<RawAnswer> StsAsync(
        (string Id, string Secret) key, string action, params (string Name, string Value)[] parameters) =>
        CallAsync("/", "2015-04-01", key, action, parameters);

    internal Task<RawAnswer> CallAsync(
        Api api, (string Id, string Secret) key, string action, params (string Name, string Value)[] parameters) =>
        CallAsync(api.Path, api.Version, key, action, parameters);

    /// <summary>A call of the own API, signed in its headers.</summary>
    /// <param name="path">Below the API's own.</param>
    /// <param name="body">JSON; empty for none.</param>
    /// <param name="query">As it is signed.</param>
    internal Task<RawAnswer> OwnAsync(
        (string Id, string Secret) key, string method, string path, string body = "", string query = "") =>
        SendAsync(OwnRequest(key, method, path, body, query));

    /// <summary>Such a call as it goes over the wire.</summary>
    internal string OwnRequest(
        (string Id, string Secret) key, string method, string path, string body = "", string query = "")
    {
        var whole = OwnPath.Prefix + path;
        var signer = new Signer(key.Id, key.Secret) { Time = Time.Now, Nonce = Guid.NewGuid().ToString(), Path = whole };
        var headers = signer.Acs3Headers(method, query, "localhost", "Any", body);
        return $"{method} {whole}{(query.Length > 0 ? "?" : "")}{query} HTTP/1.1\n"
            + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\n"))
            + $"Content-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\n\n{body}";
    }

    internal Task<RawClient> ConnectAsync() => _server.ConnectAsync();

    /// <summary>Stops taking calls, and answers those in progress.</summary>
    internal Task StopAsync() => _server.StopAsync();

    /// <summary>Whatever there is to send.</summary>
    internal Task<RawAnswer> SendAsync(string request) => _server.SendAsync(request);

    private Task<RawAnswer> CallAsync(
        string path, string version, (string Id, string Secret) key, string action, (string Name, string Value)[] parameters)
    {
        var signer = new Signer(key.Id, key.Secret) { Time = Time.Now, Nonce = Guid.NewGuid().ToString() };
        var query = signer.RpcQuery(action, null, [("Version", version), .. parameters]);
        return _server.SendAsync($"GET {path}?{query} HTTP/1.1\nHost: localhost\n\n");
    }

    private async Task CloseAsync()
    {
        await _server.DisposeAsync();
        await _audit!.DisposeAsync();
    }

    private async Task OpenAsync()
    {
        var options = new ServerOptions
        {
            Hosting = new() { Listen = [] },
            Accounts = SomeAccounts.All,
            Tests = Some.Tests,
            KeyFile = PathOf("sealing.key"),
            KeyFileFlag = "--sealing-key-file",
            Audit = new() { Directory = PathOf("audit") },
            TlsDirectory = PathOf("tls"),
        };
        _audit = new AuditLog(options.Audit, Time, NullLogger<AuditLog>.Instance);
        var access = _access = await AccessControl.OpenAsync(
            options, _store!, Time, NullLogger<AccessControl>.Instance, CancellationToken.None);
        var own = access.OwnDoor(_engine!, _audit, NullLoggerFactory.Instance, queues: _queues, objects: _objects, events: _events);
        Resources = own.Resources;
        _server = new ServerFixture
        {
            Apis = stopping => Apis =
                [Api.Flows(OperationTable.Of(_engine!, options.Region, stopping)), access.Sts(), access.Extension()],
            Guards = access.Guards(_engine!, _audit),
            Mounts = [own],
        };
        await _server.InitializeAsync();
    }
}
