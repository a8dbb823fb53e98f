using System.Text.Json;
using Sluice.Server.Tests.Admission;
using Sluice.Workbench;

namespace Sluice.Server.Tests.OwnApi;

public sealed class StreamTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("hello", SomeDefinitions.Pass);
        await _server.PutAsync("waiting", SomeDefinitions.Waiting);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_has_every_event_of_the_history_in_order_and_ends_with_the_execution()
    {
        await _server.StartAsync("hello", "first");

        var stream = await _server.StreamToEndAsync("hello", "first");

        var (_, page) = await _server.GetAsync("/executions/hello/first/events");
        Assert.Equal(page.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()), Data(stream));
        Assert.EndsWith("event: end\ndata: {}\n\n", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_behind_the_event_that_the_reader_has()
    {
        await _server.StartAsync("hello", "second");
        var all = Data(await _server.StreamToEndAsync("hello", "second"));

        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(_server.Address, "/sluice/api/v1/executions/hello/second/stream?after=1"));
        request.Headers.Add("Last-Event-ID", "3");
        using var answer = await _server.Client.SendAsync(request);

        Assert.Equal(all.Skip(3), Data(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task An_event_comes_when_it_happens_while_the_execution_goes_on()
    {
        await _server.StartAsync("waiting", "third");
        using var client = await OpenAsync("/executions/waiting/third/stream");
        await client.ReadThroughAsync("TaskSubmitted");

        await _server.CallAsync("POST", "/executions/waiting/third/stop", """{"error":"Enough"}""");

        await client.ReadThroughAsync("ExecutionStopped");
        await client.ReadThroughAsync("event: end\ndata: {}\n\n");
    }

    [Fact]
    public async Task A_stop_of_the_server_ends_it_in_order()
    {
        await using var server = new AccessFixture();
        await server.InitializeAsync();
        await PutAndStartAsync(server, AccessFixture.Owner, "waiting");
        using var execution = await OpenAsync(server, AccessFixture.Owner, "/executions/waiting/first/stream");
        using var account = await OpenAsync(server, AccessFixture.Owner, "/stream");
        await execution.ReadThroughAsync("TaskSubmitted");
        await account.ReadThroughAsync("retry: ");

        var stop = server.StopAsync();

        Assert.EndsWith("\r\n0\r\n\r\n", await execution.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.EndsWith("\r\n0\r\n\r\n", await account.ReadToEndAsync(), StringComparison.Ordinal);
        await stop;
    }

    [Fact]
    public async Task The_accounts_stream_tells_nothing_of_another_account()
    {
        await using var server = new AccessFixture();
        await server.InitializeAsync();
        using var client = await OpenAsync(server, AccessFixture.Owner, "/stream");
        await client.ReadThroughAsync("retry: 2000");

        await PutAndStartAsync(server, AccessFixture.Other, "theirs");
        await PutAndStartAsync(server, AccessFixture.Owner, "mine");

        Assert.DoesNotContain("theirs", await client.ReadThroughAsync("\"mine\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_accounts_stream_tells_of_every_execution_that_changes()
    {
        using var client = await OpenAsync("/stream");
        await client.ReadThroughAsync("retry: 2000");

        await _server.StartAsync("hello", "fifth");

        var told = await client.ReadThroughAsync("\"Succeeded\"");
        Assert.Contains("event: execution\ndata: {\"flow\":\"hello\",\"name\":\"fifth\"", told, StringComparison.Ordinal);
    }

    private static async Task PutAndStartAsync(AccessFixture server, (string, string) key, string flow)
    {
        var body = JsonSerializer.Serialize(new { definition = SomeDefinitions.Waiting.Replace("waiting", flow) });
        Assert.Equal(200, (await server.OwnAsync(key, "PUT", $"/flows/{flow}", body)).Status);
        Assert.Equal(200, (await server.OwnAsync(key, "POST", $"/flows/{flow}/executions", """{"name":"first"}""")).Status);
    }

    private static async Task<RawClient> OpenAsync(AccessFixture server, (string, string) key, string path)
    {
        var client = await server.ConnectAsync();
        await client.SendAsync(server.OwnRequest(key, "GET", path));
        return client;
    }

    private async Task<RawClient> OpenAsync(string path)
    {
        var client = await _server.ConnectAsync();
        await client.SendAsync($"GET /sluice/api/v1{path} HTTP/1.1\nHost: localhost\n\n");
        return client;
    }

    private static string[] Data(string stream) =>
    [
        .. stream.Split('\n').Where(line => line.StartsWith("data: {\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement.GetRawText()),
    ];
}
