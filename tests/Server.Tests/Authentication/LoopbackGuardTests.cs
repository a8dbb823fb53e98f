using Microsoft.AspNetCore.Http;
using Sluice.Server.Authentication;

namespace Sluice.Server.Tests.Authentication;

public sealed class LoopbackGuardTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8700")]
    [InlineData("fnf.localhost:8700")]
    [InlineData("127.0.0.1:8700")]
    [InlineData("127.5.5.5")]
    [InlineData("[::1]:8700")]
    [InlineData("")]
    public void Names_of_this_machine_are_let_in(string host) => LoopbackGuard.Check(Headers(("Host", host)));

    [Theory]
    [InlineData("example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("notlocalhost")]
    [InlineData("127.0.0.1.example.com:8700")]
    [InlineData("0.0.0.0:8700")]
    [InlineData("192.168.0.1:8700")]
    [InlineData("[2001:db8::1]:8700")]
    public void Other_names_are_refused(string host)
    {
        var error = Some.Error(() => LoopbackGuard.Check(Headers(("Host", host))));

        Assert.StartsWith($"AccessDenied: This server is open", error, StringComparison.Ordinal);
        Assert.Contains($"'{host}'", error, StringComparison.Ordinal);
        Assert.Contains("set SLUICE_ACCESS_KEY_ID", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://[::1]:3000")]
    [InlineData("http://console.localhost")]
    public void Pages_of_this_machine_are_let_in(string origin) =>
        LoopbackGuard.Check(Headers(("Host", "localhost"), ("Origin", origin)));

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("chrome-extension://localhost")]
    public void Pages_of_other_machines_are_refused(string origin) => Assert.StartsWith(
        "AccessDenied",
        Some.Error(() => LoopbackGuard.Check(Headers(("Host", "localhost"), ("Origin", origin)))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("cross-site", false)]
    [InlineData("Cross-Site", false)]
    [InlineData("same-origin", true)]
    [InlineData("same-site", true)]
    [InlineData("none", true)]
    public void What_a_browser_says_about_the_site_counts(string site, bool accepted)
    {
        var headers = Headers(("Host", "localhost"), ("Sec-Fetch-Site", site));

        if (accepted)
        {
            LoopbackGuard.Check(headers);
        }
        else
        {
            Assert.StartsWith("AccessDenied", Some.Error(() => LoopbackGuard.Check(headers)), StringComparison.Ordinal);
        }
    }

    private static HeaderDictionary Headers(params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return all;
    }
}
