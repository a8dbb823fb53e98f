using System.Text.Json;
using Sluice.Server.OwnApi;
using Sluice.Server.Tests.Admission;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Logins;

public sealed class BrowserLoginTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    [Fact]
    public async Task A_login_gives_a_cookie_that_no_page_can_read_and_a_token_for_what_changes_something()
    {
        var login = await LoginAsync(AccessFixture.Owner);

        var cookie = login.Headers["Set-Cookie"];
        Assert.Contains("; HttpOnly; SameSite=Strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; Path=/sluice/api;", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie.Split('=', 2)[1].Split(';')[0], login.Body, StringComparison.Ordinal);
        var browser = Browser.Of(login);
        Assert.Equal(200, (await SendAsync(browser, "GET", "/flows")).Status);
        Assert.Equal(
            login.Json.GetProperty("csrfToken").GetString(),
            (await SendAsync(browser, "GET", "/session")).Json.GetProperty("csrfToken").GetString());
    }

    [Fact]
    public async Task A_cookie_alone_changes_nothing()
    {
        var browser = Browser.Of(await LoginAsync(AccessFixture.Owner));

        Assert.Equal(403, (await SendAsync(browser with { Csrf = "" }, "DELETE", "/flows/none")).Status);
        Assert.Equal(403, (await SendAsync(browser with { Csrf = browser.Csrf + "x" }, "DELETE", "/flows/none")).Status);
        Assert.Equal(403, (await SendAsync(browser, "DELETE", "/flows/none", "Origin: https://evil.example\n")).Status);
        Assert.Equal(404, (await SendAsync(browser, "DELETE", "/flows/none", "Origin: http://localhost\n")).Status);
    }

    [Fact]
    public async Task A_cookie_is_nothing_to_the_api_of_the_vendor()
    {
        var browser = Browser.Of(await LoginAsync(AccessFixture.Owner));

        var answer = await server.SendAsync(
            $"GET /?Action=ListFlows&Version=2019-03-15 HTTP/1.1\nHost: localhost\nCookie: {browser.Cookie}\n\n");

        Assert.Equal("MissingRequiredParams", answer.ErrorCode());
    }

    [Theory]
    [InlineData("root-key", "wrong")]
    [InlineData("nobodys-key", "root-secret")]
    public async Task A_wrong_secret_and_a_key_that_is_not_there_are_told_the_same(string id, string secret)
    {
        var answer = await LoginAsync((id, secret));

        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Json.GetProperty("code").GetString()));
        Assert.Equal(
            "The AccessKey ID or its secret is not right; log in with a key of this server that is enabled.",
            answer.Json.GetProperty("message").GetString());
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task Logging_out_ends_the_session_and_takes_the_cookie_away()
    {
        var browser = Browser.Of(await LoginAsync(AccessFixture.Owner));

        var answer = await SendAsync(browser, "DELETE", "/session");

        Assert.Contains("sluice-session=; ", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Equal(401, (await SendAsync(browser, "GET", "/flows")).Status);
    }

    [Fact]
    public async Task An_owner_sees_and_ends_the_sessions_of_the_account_and_others_their_own()
    {
        var (owner, viewer) = (Browser.Of(await LoginAsync(AccessFixture.Owner)), await LoginAsync(AccessFixture.Viewer));
        var id = viewer.Json.GetProperty("id").GetString();

        Assert.Contains(id, Ids(await SendAsync(owner, "GET", "/sessions")));
        Assert.DoesNotContain(
            owner.Id, Ids(await SendAsync(Browser.Of(viewer), "GET", "/sessions")));
        Assert.Equal(404, (await SendAsync(Browser.Of(viewer), "DELETE", $"/sessions/{owner.Id}")).Status);
        Assert.Equal(200, (await SendAsync(owner, "DELETE", $"/sessions/{id}")).Status);
        Assert.Equal(401, (await SendAsync(Browser.Of(viewer), "GET", "/session")).Status);
    }

    [Fact]
    public async Task Too_many_logins_from_one_address_are_slowed_down()
    {
        await using var fresh = new AccessFixture();
        await fresh.InitializeAsync();
        var statuses = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            statuses.Add((await LoginAsync(("root-key", "wrong"), fresh)).Status);
        }

        Assert.Equal([403, 429], statuses.Distinct());
        Assert.Equal(10, statuses.Count(status => status == 403));
    }

    private Task<RawAnswer> LoginAsync((string Id, string Secret) key) => LoginAsync(key, server);

    private static Task<RawAnswer> LoginAsync((string Id, string Secret) key, AccessFixture server)
    {
        var body = JsonSerializer.Serialize(new { accessKeyId = key.Id, accessKeySecret = key.Secret });
        return server.SendAsync($"POST {OwnPath.Prefix}/session HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
            + $"Content-Length: {body.Length}\n\n{body}");
    }

    private Task<RawAnswer> SendAsync(Browser browser, string method, string path, string headers = "") => server.SendAsync(
        $"{method} {OwnPath.Prefix}{path} HTTP/1.1\nHost: localhost\nCookie: {browser.Cookie}\n"
        + $"{(browser.Csrf.Length == 0 ? "" : $"x-sluice-csrf: {browser.Csrf}\n")}{headers}\n");

    private static IEnumerable<string?> Ids(RawAnswer answer) =>
        answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());

    private sealed record Browser(string Id, string Cookie, string Csrf)
    {
        public static Browser Of(RawAnswer login)
        {
            Assert.True(login.Status == 200, login.Body);
            return new(
                login.Json.GetProperty("id").GetString()!,
                login.Headers["Set-Cookie"].Split(';')[0],
                login.Json.GetProperty("csrfToken").GetString()!);
        }
    }
}
