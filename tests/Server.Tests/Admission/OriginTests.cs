using System.Net;
using Sluice.Server.Operations;
using Sluice.Server.Tests.Hosting;

namespace Sluice.Server.Tests.Admission;

/// <summary>From where a call comes, with and without proxies that are believed.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("", "203.0.113.7", "127.0.0.1 http")]
    [InlineData("10.0.0.0/8", "203.0.113.7", "127.0.0.1 http")]
    [InlineData("127.0.0.0/8", "203.0.113.7", "203.0.113.7 https")]
    [InlineData("127.0.0.0/8", "198.51.100.1, 203.0.113.7", "203.0.113.7 https")]
    [InlineData("127.0.0.0/8,203.0.113.7/32", "198.51.100.1, 203.0.113.7", "198.51.100.1 https")]
    [InlineData("127.0.0.0/8", "2001:db8::7", "2001:db8::7 https")]
    [InlineData("127.0.0.0/8", "nonsense", "127.0.0.1 http")]
    public async Task Only_a_trusted_proxy_says_where_a_call_comes_from(string trusted, string forwarded, string expected)
    {
        var server = new ServerFixture
        {
            TrustedProxies = [.. trusted.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse)],
            Operations = _ => OperationTable.Of([ServerFixture.Showing("ListFlows", mutates: false, (_, caller, answer, _) =>
            {
                answer.WriteString("From", $"{caller.Origin.Address} {(caller.Origin.IsSecure ? "https" : "http")}");
                return Task.CompletedTask;
            })]),
        };
        await server.InitializeAsync();
        try
        {
            var protocols = string.Join(", ", forwarded.Split(',').Select(_ => "https"));
            var answer = await server.SendAsync(
                $"GET /?Action=ListFlows&Version=2019-03-15 HTTP/1.1\nHost: localhost\nX-Forwarded-For: {forwarded}\n"
                + $"X-Forwarded-Proto: {protocols}\n\n");

            Assert.Equal(expected, answer.Got("From"));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
