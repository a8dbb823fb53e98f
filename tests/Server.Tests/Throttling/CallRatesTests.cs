using Sluice.Model.Names;
using Sluice.Model.Rates;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Tests.Hosting;
using Sluice.Server.Throttling;

namespace Sluice.Server.Tests.Throttling;

public sealed class CallRatesTests
{
    private static readonly AccountId Ours = AccountId.Default;
    private static readonly AccountId Theirs = AccountId.Parse("Account", "2000000000000000");

    private readonly ManualTime _time = new(new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Theory]
    [InlineData("StartExecution", 100, 100)]
    [InlineData("DescribeExecution", 50, 5)]
    [InlineData("GetExecutionHistory", 50, 5)]
    [InlineData("ListFlows", 10, 2)]
    [InlineData("DeleteSchedule", 10, 2)]
    public void The_documented_rates_hold(string operation, int burst, int perSecond)
    {
        var rates = new CallRates(new(), _time);

        Assert.Equal(burst, Taken(rates, Ours, operation));
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(perSecond, Taken(rates, Ours, operation));
    }

    [Fact]
    public void Accounts_and_operations_have_buckets_of_their_own()
    {
        var rates = new CallRates(new() { Other = new Rate(1, 1) }, _time);

        Assert.Equal(1, Taken(rates, Ours, "ListFlows"));
        Assert.Equal(1, Taken(rates, Ours, "DescribeFlow"));
        Assert.Equal(1, Taken(rates, Theirs, "ListFlows"));
        Assert.Equal(0, Taken(rates, Ours, "ListFlows"));
    }

    [Fact]
    public async Task A_call_over_its_rate_is_refused_as_documented_and_told_when_to_come_back()
    {
        var server = new ServerFixture { CallRates = new(new() { Other = new Rate(1, 2) }, _time) };
        await server.InitializeAsync();
        try
        {
            const string Call = "GET /?Action=ListFlows&Version=2019-03-15 HTTP/1.1\nHost: localhost\n\n";
            Assert.Equal(200, (await server.SendAsync(Call)).Status);

            var refused = await server.SendAsync(Call);

            Assert.Equal((429, "ResourceThrottled"), (refused.Status, refused.ErrorCode()));
            Assert.Equal(
                "The request is throttled. Please try again later: 'ListFlows' may be called 1 times at once and 2 times "
                + "a second (settings of the section rates).",
                refused.Json.GetProperty("Message").GetString());
            Assert.Equal("500", refused.Headers["x-acs-retry-after"]);
            _time.Now += TimeSpan.FromMilliseconds(500);
            Assert.Equal(200, (await server.SendAsync(Call)).Status);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static int Taken(CallRates rates, AccountId account, string operation)
    {
        var taken = 0;
        while (rates.Refuse(account, operation, out _) is null)
        {
            taken++;
        }

        return taken;
    }
}
