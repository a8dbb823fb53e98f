using Sluice.Workbench;

namespace Sluice.Targets.Functions.Tests;

public sealed class FunctionMappingTests
{
    [Theory]
    [InlineData("services/shop/functions/price", "acs:fc:::services/shop/functions/price")]
    [InlineData("services/shop/functions/price", "acs:fc:cn-hangzhou:123:services/shop.prod/functions/price")]
    [InlineData("services/shop.prod/functions/*", "acs:fc:::services/shop.prod/functions/price")]
    [InlineData("services/*/functions/pr*e", "acs:fc:::services/shop/functions/price")]
    [InlineData("functions/price", "acs:fc:::functions/price")]
    [InlineData("functions/price", "acs:fc:::functions/price/prod")]
    [InlineData("functions/price/prod", "acs:fc:::functions/price/prod")]
    [InlineData("acs:fc:::functions/price", "acs:fc:::functions/price")]
    [InlineData("acs:fc:eu-*:functions/price", "acs:fc:eu-central-1:1:functions/price/prod")]
    [InlineData("*", "acs:fc:::functions/price")]
    public async Task A_pattern_matches_the_names_that_it_means(string pattern, string arn) =>
        Assert.True(await IsFoundAsync(pattern, arn));

    [Theory]
    [InlineData("services/shop/functions/price", "acs:fc:::functions/price")]
    [InlineData("functions/price", "acs:fc:::services/shop/functions/price")]
    [InlineData("services/shop.prod/functions/price", "acs:fc:::services/shop/functions/price")]
    [InlineData("functions/pric", "acs:fc:::functions/price")]
    [InlineData("functions/*ice*ice", "acs:fc:::functions/price")]
    [InlineData("acs:fc:us-1::functions/price", "acs:fc:eu-1::functions/price")]
    public async Task A_pattern_matches_no_others(string pattern, string arn) =>
        Assert.False(await IsFoundAsync(pattern, arn));

    [Fact]
    public async Task The_first_that_matches_counts()
    {
        await using var first = LoopbackServer.Answering("200 OK", "1");
        await using var second = LoopbackServer.Answering("200 OK", "2");
        await using var target = new FunctionTarget(new FunctionTargetOptions
        {
            Functions = [new("functions/a*", new Uri(first.Url)), new("*", new Uri(second.Url))],
        });

        var call = Functions.Call("""{"resourceArn":"acs:fc:::functions/abc","result":"value"}""");

        Assert.Equal("1", (await target.InvokeAsync(call, CancellationToken.None)).Value.ToString());
    }

    [Theory]
    [InlineData("functions/a=http://127.0.0.1:9000/x?y=z", true)]
    [InlineData(" functions/a = https://host ", true)]
    [InlineData("functions/a", false)]
    [InlineData("=http://127.0.0.1", false)]
    [InlineData("functions/a=127.0.0.1:9000", false)]
    [InlineData("functions/a=ftp://host", false)]
    [InlineData("functions/a=http://user:pass@host", false)]
    public void A_mapping_is_written_as_pattern_and_url(string text, bool expected) =>
        Assert.Equal(expected, FunctionMapping.TryParse(text, out _));

    private static async Task<bool> IsFoundAsync(string pattern, string arn)
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");
        await using var target = Functions.Target(server.Url, pattern);
        var call = Functions.Call($$"""{"resourceArn":"{{arn}}"}""");
        return (await target.InvokeAsync(call, CancellationToken.None)).Failure?.Code != "FC.FunctionNotFound";
    }
}
