using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Identity.Accounts;
using Sluice.Identity.Sealing;
using Sluice.Server.Metering;
using Sluice.Server.Tests.Admission;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Metering;

/// <summary>Who is answered at <c>/metrics</c>, and who is not.</summary>
public sealed class MetricsDoorTests
{
    private const string Scrape = "GET /metrics HTTP/1.1\nHost: localhost\n\n";

    [Fact]
    public async Task An_open_server_without_a_listener_for_it_answers_programs_of_this_machine()
    {
        await using var server = await Started.Async(isOpen: true, listens: false);

        Assert.Equal((200, "scraped"), Of(await server.SendAsync(server.Main, Scrape)));
        Assert.Equal(403, (await server.SendAsync(server.Main, "GET /metrics HTTP/1.1\nHost: evil.test\n\n")).Status);
        Assert.Equal(404, (await server.SendAsync(server.Main, "GET /metrics/ HTTP/1.1\nHost: localhost\n\n")).Status);
    }

    [Fact]
    public async Task A_listener_of_its_own_answers_it_to_anybody_and_nothing_else_but_how_the_server_is()
    {
        await using var server = await Started.Async(isOpen: false, listens: true);

        Assert.Equal((200, "scraped"), Of(await server.SendAsync(server.Metrics, "GET /metrics HTTP/1.1\nHost: flows.test\n\n")));
        Assert.Equal("ok\n", (await server.SendAsync(server.Metrics, "GET /healthz HTTP/1.1\nHost: localhost\n\n")).Body);
        Assert.Equal(200, (await server.SendAsync(server.Metrics, "GET /readyz HTTP/1.1\nHost: localhost\n\n")).Status);
        foreach (var path in new[] { "/", "/console/", "/sluice/api/v1/openapi.json" })
        {
            Assert.Equal(
                (404, "Here is GET /metrics, and nothing else.\n"),
                Of(await server.SendAsync(server.Metrics, $"GET {path} HTTP/1.1\nHost: localhost\nAccept: text/html\n\n")));
        }

        Assert.Equal(404, (await server.SendAsync(server.Metrics, RawRequest.Of("ListFlows"))).Status);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Elsewhere_it_is_not_there(bool isOpen, bool listens)
    {
        await using var server = await Started.Async(isOpen, listens);

        Assert.NotEqual((200, "scraped"), Of(await server.SendAsync(server.Main, Scrape)));
    }

    private static (int Status, string Body) Of(RawAnswer answer) => (answer.Status, answer.Body);

    private sealed class Started : IAsyncDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-metrics-");
        private SluiceEngine? _engine;
        private SluiceServer? _server;

        public string Main => _server!.Urls.Single();

        public string Metrics => _server!.MetricsUrls.Single();

        public static async Task<Started> Async(bool isOpen, bool listens)
        {
            var started = new Started();
            await started.BeginAsync(isOpen, listens);
            return started;
        }

        public async Task<RawAnswer> SendAsync(string url, string request)
        {
            using var client = await RawClient.ConnectAsync(System.Net.IPEndPoint.Parse(new Uri(url).Authority));
            await client.SendAsync(request);
            return await client.ReadAnswerAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _server!.DisposeAsync();
            await _engine!.DisposeAsync();
            _directory.Delete(recursive: true);
        }

        private async Task BeginAsync(bool isOpen, bool listens)
        {
            var store = new MemoryStore(shardCount: 2);
            _engine = await SluiceEngine.OpenAsync(
                store,
                new TargetSet(),
                new EngineOptions(),
                EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
                _ => { },
                CancellationToken.None);
            var options = new ServerOptions
            {
                Hosting = new() { Listen = [new(new(System.Net.IPAddress.Loopback, 0), IsTls: false)] },
                Accounts = isOpen ? AccessState.Empty : SomeAccounts.All,
                SealingKey = MasterKey.TryParse(MasterKey.NewText(), out var key) ? key : null,
                KeyFile = "",
                KeyFileFlag = "",
                Audit = new() { Directory = Path.Combine(_directory.FullName, "audit") },
                TlsDirectory = Path.Combine(_directory.FullName, "tls"),
            };
            var access = await AccessControl.OpenAsync(
                options, store, TimeProvider.System, NullLogger<AccessControl>.Instance, CancellationToken.None);
            Assert.Equal(isOpen, access.IsOpen);
            _server = SluiceServer.Build(
                options,
                access,
                _engine,
                Some.Memory(),
                NullLoggerFactory.Instance,
                new Instrumentation
                {
                    AddTo = _ => { },
                    Scrape = _ => context =>
                    {
                        context.Response.ContentLength = "scraped".Length;
                        return context.Response.WriteAsync("scraped");
                    },
                    Listen = listens ? [new(new(System.Net.IPAddress.Loopback, 0), IsTls: false)] : [],
                });
            await _server.StartAsync();
        }
    }
}
