using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Events;
using Sluice.Identity.Sealing;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Objects.Directories;
using Sluice.Queues;
using Sluice.Server.Tests.Hosting;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Workbench;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>A whole open server in front of a whole engine, called as a program on this machine calls it.</summary>
public sealed class OpenServer : IAsyncLifetime
{
    private readonly TokenTaker _service = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private QueueStore? _queues;
    private EventBuses? _events;
    private DirectoryObjectStore? _objects;
    private SluiceEngine? _engine;
    private SluiceServer? _server;

    internal HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The task token of the first call to the service.</summary>
    internal Task<string> TaskToken => _service.Token.Task;

    /// <summary>Messages that the server keeps.</summary>
    internal QueueStore Queues => _queues!;

    /// <summary>Objects that it keeps.</summary>
    internal IObjectStore Objects => _objects!;

    /// <summary>Without the API's own path.</summary>
    internal Uri Address { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        var store = new MemoryStore(shardCount: 2);
        _engine = await SluiceEngine.OpenAsync(
            store,
            new TargetSet(_service),
            new EngineOptions(),
            EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
            _ => { },
            CancellationToken.None);
        _queues = QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);
        _events = new EventBuses(_queues.Buses, new(), [], NullLogger<EventBuses>.Instance, TimeProvider.System);
        await _events.BeginAsync((account, flow, execution, input, ended) => _engine.Executions.StartAsync(
            account, new NewExecution(FlowName.Lookup(flow), ExecutionName.Parse("ExecutionName", execution), input), ended));
        _objects = DirectoryObjectStore.Open(Path.Combine(_directory.FullName, "objects"), TimeProvider.System);
        var options = new ServerOptions
        {
            Hosting = new() { Listen = [new(new(System.Net.IPAddress.Loopback, 0), IsTls: false)] },
            SealingKey = MasterKey.TryParse(MasterKey.NewText(), out var key) ? key : null,
            KeyFile = "",
            Tests = Some.Tests,
            KeyFileFlag = "",
            Audit = new() { Directory = Path.Combine(_directory.FullName, "audit") },
            TlsDirectory = Path.Combine(_directory.FullName, "tls"),
        };
        var access = await AccessControl.OpenAsync(
            options, store, TimeProvider.System, NullLogger<AccessControl>.Instance, CancellationToken.None);
        _server = SluiceServer.Build(options, access, _engine, Some.Memory(), NullLoggerFactory.Instance, queues: _queues, objects: _objects, events: _events);
        await _server.StartAsync();
        Address = new Uri(_server.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        await _events!.DisposeAsync();
        await _engine!.DisposeAsync();
        await _queues!.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    internal Task<RawClient> ConnectAsync() =>
        RawClient.ConnectAsync(new(System.Net.IPAddress.Loopback, Address.Port));

    /// <param name="path">Below the API's own.</param>
    /// <param name="body">JSON; null for none.</param>
    internal async Task<(int Status, JsonElement Json)> CallAsync(
        string method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, "/sluice/api/v1" + path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType.Length == 0 ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    internal Task<(int Status, JsonElement Json)> GetAsync(string path) => CallAsync("GET", path);

    /// <summary>Creates a flow, and asserts that it is one.</summary>
    internal async Task PutAsync(string flow, string definition, string mode = "Standard")
    {
        var (status, json) = await CallAsync(
            "PUT", $"/flows/{flow}", JsonSerializer.Serialize(new { definition, mode }));
        Assert.True(status == 200, json.ToString());
    }

    /// <summary>Starts an execution, and asserts that it has started.</summary>
    internal async Task StartAsync(string flow, string name, string input = "{}")
    {
        var (status, json) = await CallAsync("POST", $"/flows/{flow}/executions", $$"""{"name":"{{name}}","input":{{input}}}""");
        Assert.True(status == 200, json.ToString());
    }

    /// <summary>Reads the events of an execution until it has ended.</summary>
    internal async Task<string> StreamToEndAsync(string flow, string name) =>
        await Client.GetStringAsync(new Uri(Address, $"/sluice/api/v1/executions/{flow}/{name}/stream"));
}
