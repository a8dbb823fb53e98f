namespace Sluice.Outbound.Tests;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("api.example.com", "API.example.com", true)]
    [InlineData("api.example.com", "api.example.com.evil.net", false)]
    [InlineData("api.example.com", "xapi.example.com", false)]
    [InlineData("*.example.com", "a.b.Example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "badexample.com", false)]
    [InlineData("10.0.0.7", "10.0.0.7", true)]
    [InlineData("[::1]", "::1", true)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    public void A_pattern_names_one_host_or_all_below_one(string pattern, string host, bool matches)
    {
        Assert.True(HostPattern.TryParse(pattern, out var parsed));

        Assert.Equal(matches, parsed.Matches(host));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("*.10.0.0.7")]
    [InlineData("api.example.com:443")]
    [InlineData("https://api.example.com")]
    [InlineData("a b")]
    public void What_is_no_host_is_no_pattern(string text) => Assert.False(HostPattern.TryParse(text, out _));
}
