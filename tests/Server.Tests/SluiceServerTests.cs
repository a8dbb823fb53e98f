using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Workbench;

namespace Sluice.Server.Tests;

/// <summary>A whole server, put together from its options.</summary>
public sealed class SluiceServerTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-server-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Every_door_answers_and_what_was_called_is_on_record_when_it_has_ended()
    {
        var store = new MemoryStore(shardCount: 2);
        await using var engine = await OpenEngineAsync(store);
        var access = await AccessControl.OpenAsync(
            Options(), store, TimeProvider.System, NullLogger<AccessControl>.Instance, CancellationToken.None);
        await using (var server = SluiceServer.Build(Options(), access, engine, Some.Memory(), NullLoggerFactory.Instance))
        {
            await server.StartAsync();
            var address = IPEndPoint.Parse(new Uri(Assert.Single(server.Urls)).Authority);

            Assert.Equal("[]", (await SendAsync(address, RawRequest.Of("ListFlows"))).Json.GetProperty("Flows").ToString());
            Assert.Equal("ok\n", (await SendAsync(address, "GET /healthz HTTP/1.1\nHost: localhost\n\n")).Body);
            Assert.Contains("Sluice", (await SendAsync(address, "GET / HTTP/1.1\nHost: localhost\nAccept: text/html\n\n")).Body);
            Assert.Null(server.AuthorityPath);
            Assert.True(access.IsOpen);
        }

        // Nobody writes to it any more.
        var file = Assert.Single(Directory.GetFiles(Options().Audit.Directory));
        await using var record = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
        Assert.Contains("\"ListFlows\"", await new StreamReader(record).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_listens_with_tls_and_has_no_certificate_makes_one_and_names_its_authority()
    {
        var store = new MemoryStore(shardCount: 2);
        await using var engine = await OpenEngineAsync(store);
        var options = Options() with { Hosting = new() { Listen = [new(new(IPAddress.Loopback, 0), IsTls: true)] } };
        var access = await AccessControl.OpenAsync(
            options, store, TimeProvider.System, NullLogger<AccessControl>.Instance, CancellationToken.None);

        await using var server = SluiceServer.Build(options, access, engine, Some.Memory(), NullLoggerFactory.Instance);
        await server.StartAsync();

        Assert.StartsWith("https://127.0.0.1:", Assert.Single(server.Urls), StringComparison.Ordinal);
        Assert.StartsWith(options.TlsDirectory, server.AuthorityPath, StringComparison.Ordinal);
        Assert.True(File.Exists(server.AuthorityPath));
    }

    private ServerOptions Options() => new()
    {
        Hosting = new() { Listen = [new(new(IPAddress.Loopback, 0), IsTls: false)] },
        KeyFile = PathOf("sealing.key"),
        KeyFileFlag = "--sealing-key-file",
        Audit = new() { Directory = PathOf("audit") },
        TlsDirectory = PathOf("tls"),
    };

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private static Task<SluiceEngine> OpenEngineAsync(MemoryStore store) => SluiceEngine.OpenAsync(
        store,
        new TargetSet(),
        new EngineOptions(),
        EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
        _ => { },
        CancellationToken.None);

    private static async Task<RawAnswer> SendAsync(IPEndPoint address, string request)
    {
        using var client = await RawClient.ConnectAsync(address);
        await client.SendAsync(request);
        return await client.ReadAnswerAsync();
    }
}
