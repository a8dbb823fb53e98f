using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sluice.Server.Tests.Hosting;
using Sluice.Server.Welcome;

namespace Sluice.Server.Tests.Welcome;

public sealed partial class WelcomePageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\n";

    [Fact]
    public async Task A_browser_sees_what_this_is_and_where_to_go()
    {
        var page = await server.SendAsync($"GET / HTTP/1.1\nHost: flows.test:8700\n{Browser}\n");

        Assert.Equal((200, "text/html;charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Contains($"version {typeof(WelcomePage).Assembly.GetName().Version!.ToString(3)}", page.Body, StringComparison.Ordinal);
        Assert.Contains("endpoint: 'flows.test:8700', protocol: 'http'", page.Body, StringComparison.Ordinal);
        Assert.Contains("docs/configuration.md", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("de, zh-TW;q=0.5, en;q=0.4", "zh-CN")]
    [InlineData("en-GB,en;q=0.9,zh;q=0.8", "en")]
    [InlineData("de", "en")]
    [InlineData(";;;", "en")]
    public async Task It_speaks_the_browsers_language_of_the_two_it_knows(string accepted, string language)
    {
        var page = await server.SendAsync($"GET / HTTP/1.1\nHost: localhost\n{Browser}Accept-Language: {accepted}\n\n");

        Assert.Contains($"<html lang=\"{language}\">", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task It_needs_nothing_from_anywhere_and_forbids_everything_else(string language)
    {
        var page = await server.SendAsync($"GET / HTTP/1.1\nHost: localhost\n{Browser}Accept-Language: {language}\n\n");

        var policy = page.Headers["Content-Security-Policy"];
        var style = Style().Match(page.Body).Groups["text"].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains(
            $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.DoesNotMatch("<script|<img|href=\"(?!data:,\"|/console\")|src=|url\\(|\\{(host|scheme|style|version)\\}", page.Body);
    }

    [Fact]
    public async Task What_a_request_says_of_its_host_is_text_there()
    {
        var page = await server.SendAsync($"GET / HTTP/1.1\nHost: a'b&c\n{Browser}\n");

        Assert.DoesNotContain("a'b&c", page.Body, StringComparison.Ordinal);
    }

    // Callers of the API get what they got.
    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: localhost\n\n", "MissingRequiredParams")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nAccept: */*\n\n", "MissingRequiredParams")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nAccept: application/json\n\n", "MissingRequiredParams")]
    [InlineData("GET /? HTTP/1.1\nHost: localhost\nAccept: application/json\n\n", "MissingRequiredParams")]
    [InlineData("GET /?a=b HTTP/1.1\nHost: localhost\nAccept: text/html\n\n", "MissingRequiredParams")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nAccept: text/html\nx-acs-action: Nothing\n\n", "ActionNotSupported")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nAccept: text/html\nAuthorization: x\n\n", "MissingRequiredParams")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nAccept: text/html\nContent-Length: 0\n\n", "MissingRequiredParams")]
    [InlineData("GET /nowhere HTTP/1.1\nHost: localhost\nAccept: text/html\n\n", "NotFound")]
    public async Task A_caller_of_the_api_gets_json(string request, string code) =>
        Assert.Equal(code, (await server.SendAsync(request)).ErrorCode());

    [Fact]
    public async Task The_connection_goes_on_with_calls()
    {
        using var client = await server.ConnectAsync();
        await client.SendAsync(
            $"GET / HTTP/1.1\nHost: localhost\n{Browser}\nGET /?Action=ListFlows&Version=2019-03-15&k=v HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal(200, (await client.ReadAnswerAsync()).Status);
        Assert.Equal("v", (await client.ReadAnswerAsync()).Got("got k"));
    }

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
