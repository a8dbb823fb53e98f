using System.Net;
using Sluice.Outbound;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class EgressTests
{
    [Fact]
    public async Task A_denied_address_fails_the_task()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        var failure = await FailureAsync(Get(server.Url), With(EgressPolicy.PublicOnly));

        Assert.Equal("HTTP.RequestFailed", failure.Code);
        Assert.Contains("The egress policy of this server allows no connection to", failure.Cause, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_redirect_cannot_lead_to_a_denied_address()
    {
        await using var hidden = LoopbackServer.Start(
            (_, _, _) => Task.CompletedTask, address: "127.0.0.2");
        await using var server = LoopbackServer.Answering("302 Found", "", $"Location: {hidden.Url}");

        var failure = await FailureAsync(Get(server.Url), With(new([IPNetwork.Parse("127.0.0.2/32")], [])));

        Assert.Contains("egress policy", failure.Cause, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Empty(hidden.Requests);
    }

    private static HttpTargetOptions With(EgressPolicy policy) => new() { Connections = new() { Egress = policy } };
}
