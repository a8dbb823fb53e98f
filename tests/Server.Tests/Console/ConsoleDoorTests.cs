using System.Text;
using System.Text.RegularExpressions;
using Sluice.Server.Console;
using Sluice.Server.Tests.Hosting;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Console;

public sealed partial class ConsoleDoorTests : IAsyncLifetime
{
    private const string Built = """<meta property="csp-nonce" nonce="__NONCE__"><script nonce="__NONCE__" src="/console/assets/main-1a2b.js">""";

    private readonly ServerFixture _server = new()
    {
        Mounts = [new ConsoleDoor(Files(("index.html", Built), ("theme.js", "theme"), ("assets/main-1a2b.js", "plain"),
            ("assets/main-1a2b.js.br", "brotli"), ("assets/main-1a2b.js.gz", "gzip")))],
    };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/")]
    [InlineData("/console/executions/orders/order-1")]
    [InlineData("/console/executions?status=Failed&from=-1h")]
    public async Task Every_deep_link_opens_the_page(string target)
    {
        var page = await GetAsync(target);

        Assert.Equal((200, "text/html;charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Contains("/console/assets/main-1a2b.js", page.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task Each_answer_has_a_nonce_of_its_own_alike_in_header_and_page()
    {
        var first = await GetAsync("/console");
        var second = await GetAsync("/console");

        var (one, other) = (NonceOf(first.Headers), NonceOf(second.Headers));
        Assert.NotEqual(one, other);
        Assert.Equal(2, Regex.Count(first.Body, Regex.Escape($"nonce=\"{one}\"")));
        Assert.DoesNotContain("__NONCE__", second.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_from_another_host_may_be_loaded()
    {
        var policy = (await GetAsync("/console")).Headers["Content-Security-Policy"];

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("https?:|\\*", policy);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br", "brotli")]
    [InlineData("gzip, br;q=0", "gzip", "gzip")]
    [InlineData("identity", null, "plain")]
    public async Task A_file_comes_in_the_smallest_form_that_is_read(string accepted, string? encoding, string body)
    {
        var file = await GetAsync("/console/assets/main-1a2b.js", $"Accept-Encoding: {accepted}\n");

        Assert.Equal(body, file.Body);
        Assert.Equal(encoding, file.Headers.GetValueOrDefault("Content-Encoding"));
        Assert.Equal("Accept-Encoding", file.Headers["Vary"]);
        Assert.Equal("text/javascript;charset=utf-8", file.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("/console/assets/main-1a2b.js", "public, max-age=31536000, immutable")]
    [InlineData("/console/theme.js", "no-cache")]
    public async Task Only_what_bears_a_hash_is_kept_for_ever(string target, string kept) =>
        Assert.Equal(kept, (await GetAsync(target)).Headers["Cache-Control"]);

    [Theory]
    [InlineData("/console/assets/main-0000.js")]
    [InlineData("/console/assets/main-1a2b.js.br")]
    public async Task A_file_that_is_not_there_is_not_found_instead_of_being_the_page(string target) =>
        Assert.Equal(404, (await GetAsync(target)).Status);

    [Fact]
    public async Task Nothing_can_be_sent_to_it()
    {
        var refused = await _server.SendAsync("POST /console HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n");

        Assert.Equal((405, "GET, HEAD"), (refused.Status, refused.Headers["Allow"]));
    }

    [Fact]
    public async Task A_server_that_was_built_without_it_says_what_to_do()
    {
        await using var bare = new ServerFixture { Mounts = [new ConsoleDoor(Files())] };
        await bare.InitializeAsync();

        var page = await bare.SendAsync("GET /console/flows HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal(404, page.Status);
        Assert.Contains("Node.js 20", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_begins_like_it_is_another_path() =>
        Assert.DoesNotContain("main-1a2b.js", (await GetAsync("/consoles")).Body, StringComparison.Ordinal);

    private static ConsoleFiles Files(params (string Name, string Text)[] files) => new(
        [.. files.Select(file => file.Name)],
        name => Encoding.UTF8.GetBytes(files.Single(file => file.Name == name).Text));

    private static string NonceOf(IReadOnlyDictionary<string, string> headers) =>
        Nonce().Match(headers["Content-Security-Policy"]).Groups["value"].Value;

    [GeneratedRegex("'nonce-(?<value>[A-Za-z0-9+/]{22}==)'")]
    private static partial Regex Nonce();

    private Task<RawAnswer> GetAsync(string target, string headers = "") =>
        _server.SendAsync($"GET {target} HTTP/1.1\nHost: localhost\n{headers}\n");
}
