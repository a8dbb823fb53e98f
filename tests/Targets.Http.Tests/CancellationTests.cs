using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class CancellationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nhalf")]
    public async Task A_call_that_waits_for_the_server_ends_when_it_is_cancelled(string sent)
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = LoopbackServer.Start(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(sent), cancellationToken);
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => InvokeAsync(Get(server.Url), cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task A_call_cancelled_before_it_began_reaches_nobody()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => InvokeAsync(Get(server.Url), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }
}
