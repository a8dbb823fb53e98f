using Sluice.Server.Tests.Hosting;

namespace Sluice.Server.Tests.Routing;

public sealed class StreamedAnswerTests : IAsyncLifetime
{
    private const string Request = "GET /live HTTP/1.1\nHost: localhost\n\n";

    private readonly LiveStream _stream = new();
    private readonly ServerFixture _server;

    public StreamedAnswerTests() => _server = new ServerFixture { Mounts = [_stream] };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Its_head_leaves_before_there_is_anything_to_say_and_each_piece_at_once()
    {
        using var client = await _server.ConnectAsync();
        await client.SendAsync(Request);

        var head = await client.ReadThroughAsync("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/event-stream\r\n", head, StringComparison.Ordinal);

        _stream.Say("first");
        Assert.Equal("5\r\nfirst\r\n", await client.ReadThroughAsync("first\r\n"));
        _stream.Say("second");
        Assert.Equal("6\r\nsecond\r\n", await client.ReadThroughAsync("second\r\n"));
    }

    [Fact]
    public async Task When_it_has_ended_the_connection_goes_on_with_calls()
    {
        using var client = await _server.ConnectAsync();
        await client.SendAsync(Request + "GET /?Action=ListFlows&Version=2019-03-15&k=v HTTP/1.1\nHost: localhost\n\n");
        _stream.Say("all");
        _stream.End();

        await client.ReadThroughAsync("3\r\nall\r\n0\r\n\r\n");
        Assert.Equal("v", (await client.ReadAnswerAsync()).Got("got k"));
        Assert.True(_stream.WasRead);
    }

    [Fact]
    public async Task It_ends_in_order_when_the_server_stops()
    {
        using var client = await _server.ConnectAsync();
        await client.SendAsync(Request);
        _stream.Say("first");
        await client.ReadThroughAsync("first\r\n");

        var stop = _server.StopAsync();

        Assert.Equal("0\r\n\r\n", await client.ReadToEndAsync());
        await stop;
        Assert.True(_stream.WasRead);
    }

    [Fact]
    public async Task It_ends_when_its_reader_has_gone()
    {
        using (var client = await _server.ConnectAsync())
        {
            await client.SendAsync(Request);
            _stream.Say("first");
            await client.ReadThroughAsync("first\r\n");
        }

        await _stream.Left.Task;
        Assert.False(_stream.WasRead);
    }
}
