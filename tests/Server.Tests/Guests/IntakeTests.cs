using System.Text;
using Sluice.Server.Tests.Authentication;
using Sluice.Server.Tests.Hosting;
using Sluice.Sharing.Memory;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Guests;

/// <summary>What a body may take of the server before it is known whose it is.</summary>
public sealed class IntakeTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly HandTime _time = new();
    private readonly List<ServerFixture> _servers = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Where_strangers_have_filled_their_memory_a_body_is_refused_and_a_small_call_passes()
    {
        var server = await StartAsync(Some.Memory(megabytes: 1, strangersPercent: 40));
        using var half = await HalfBodyAsync(server, 60_000, 900_000);

        var refusal = await server.SendAsync(Post(server, "ListFlows", $"k={new string('x', 200_000)}", isWhole: true));
        Assert.Equal((429, "ResourceThrottled"), (refusal.Status, refusal.ErrorCode()));
        Assert.Equal(("close", "2"), (refusal.Headers["Connection"], refusal.Headers["Retry-After"]));
        Assert.InRange(int.Parse(refusal.Headers["x-acs-retry-after"]), 1_000, 1_500);
        Assert.Contains("at most", refusal.Json.GetProperty("Message").GetString()!, StringComparison.Ordinal);

        Assert.Equal("v", (await server.SendAsync(Signed(server, "ListFlows"))).Got("got k"));
    }

    [Fact]
    public async Task What_a_request_held_is_given_back_however_it_ends()
    {
        var memory = Some.Memory();
        var server = await StartAsync(memory);
        using (await HalfBodyAsync(server, 300_000, 900_000))
        {
            Assert.InRange(memory.Strangers.Used, 300_000, 500_000);
        }

        var body = $"k={new string('x', 500_000)}";
        Assert.Equal("InvalidAccessKeyID", (await server.SendAsync(Post(server, "DeleteFlow", body + "&" + Stranger(), isWhole: true))).ErrorCode());
        await UntilAsync(() => memory.Pot.Used == 0);

        Assert.Equal((0, 0), (memory.Pot.Used, memory.Strangers.Used));
    }

    [Fact]
    public async Task A_body_that_does_not_come_to_its_end_is_called_off_in_time()
    {
        var server = await StartAsync(Some.Memory());
        using var half = await HalfBodyAsync(server, 10, 900);
        using var later = await HalfBodyAsync(server, 10, 900);

        _time.Pass(TimeSpan.FromSeconds(30));
        server.Lobby.GoRound();

        foreach (var client in new[] { half, later })
        {
            var answer = await client.ReadAnswerAsync();
            Assert.Equal((408, "RequestTimeout"), (answer.Status, answer.ErrorCode()));
        }
    }

    [Theory]
    [InlineData("Nothing", "ACS3-HMAC-SHA256", "known", 0, "ActionNotSupported")]
    [InlineData("ListFlows", "ACS3-HMAC-SHA256", "known", 0, "EntityTooLarge")]
    [InlineData("DeleteFlow", "ACS3-HMAC-MD5", "known", 0, "InvalidArgument")]
    [InlineData("DeleteFlow", "ACS3-HMAC-SHA256", "unknown", 0, "InvalidAccessKeyID")]
    [InlineData("DeleteFlow", "ACS3-HMAC-SHA256", "known", 60, "RequestTimeTooSkewed")]
    public async Task Of_a_large_body_the_head_is_looked_at_first(
        string action, string algorithm, string key, int minutes, string expected)
    {
        var server = await StartAsync(Some.Memory());
        using var client = await server.ConnectAsync();

        await client.SendAsync(
            $"POST / HTTP/1.1\nHost: {server.Host}\nx-acs-action: {action}\nx-acs-version: 2019-03-15\n"
            + $"x-acs-date: {Now.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}\nx-acs-signature-nonce: n\nx-acs-content-sha256: 0\n"
            + $"Authorization: {algorithm} Credential={key},SignedHeaders=host,Signature=00\nContent-Length: 900000\n\n");

        Assert.Equal(expected, (await client.ReadAnswerAsync()).ErrorCode());
    }

    [Fact]
    public async Task A_large_body_that_is_signed_is_taken_and_counts_on_its_account_the_next_time()
    {
        var memory = Some.Memory();
        var server = await StartAsync(memory);
        var body = $$"""{"k":"{{new string('x', 500_000)}}"}""";
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            var signer = new Signer("known", "secret") { Time = Now, Nonce = $"n{i}" };
            var headers = signer.Acs3Headers("POST", "", server.Host, "DeleteFlow", body);
            await client.SendAsync(
                "POST / HTTP/1.1\n" + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\n"))
                + $"Content-Length: {body.Length}\n\n{body}");
            Assert.Equal(500_000, (await client.ReadAnswerAsync()).Got("got k")!.Length);
        }

        await UntilAsync(() => memory.Pot.Used < 50_000);
        using var half = await server.ConnectAsync();
        await half.SendAsync(
            $"POST / HTTP/1.1\nHost: {server.Host}\nx-acs-action: DeleteFlow\nx-acs-version: 2019-03-15\n"
            + $"x-acs-date: {Now:yyyy-MM-ddTHH:mm:ssZ}\nx-acs-signature-nonce: n\nx-acs-content-sha256: 0\n"
            + "Authorization: ACS3-HMAC-SHA256 Credential=known,SignedHeaders=host,Signature=00\nContent-Length: 900000\n\n"
            + new string('x', 300_000));
        await UntilAsync(() => memory.Pot.Used >= 300_000);

        Assert.InRange(memory.Strangers.Used, 0, 250_000);
        Assert.InRange(memory.Accounts.All.Sum(share => share.Held), 300_000, 500_000);
    }

    [Fact]
    public async Task A_request_line_that_is_long_counts_and_one_that_finds_no_room_is_refused()
    {
        var memory = Some.Memory(megabytes: 1, strangersPercent: 40);
        var server = await StartAsync(memory);
        using var endless = await server.ConnectAsync();
        await endless.SendBytesAsync(Encoding.ASCII.GetBytes("GET /?k=" + new string('x', 150_000)));
        await UntilAsync(() => memory.Strangers.Used >= 150_000);

        await endless.SendBytesAsync(Encoding.ASCII.GetBytes(new string('x', 150_000)));
        var answer = await endless.ReadAnswerAsync();

        Assert.Equal((429, "ResourceThrottled"), (answer.Status, answer.ErrorCode()));
    }

    private static string Stranger() => new Signer("unknown", "secret") { Time = Now }.RpcQuery("DeleteFlow");

    private static string Signed(ServerFixture server, string action) =>
        $"GET /?{new Signer("known", "secret") { Time = Now }.RpcQuery(action, null, ("k", "v"))} HTTP/1.1\n"
        + $"Host: {server.Host}\n\n";

    private static string Post(ServerFixture server, string action, string body, bool isWhole, int length = 0) =>
        $"POST /?Action={action} HTTP/1.1\nHost: {server.Host}\nContent-Type: application/x-www-form-urlencoded\n"
        + $"Content-Length: {(isWhole ? body.Length : length)}\n\n{body}";

    /// <returns>A connection whose body has come as far as it does.</returns>
    private static async Task<RawClient> HalfBodyAsync(ServerFixture server, int sent, int length)
    {
        var (before, count) = (server.Memory.Strangers.Used, server.Lobby.Intakes.Count);
        var client = await server.ConnectAsync();
        await client.SendAsync(Post(server, "ListFlows", new string('x', sent), isWhole: false, length));
        await UntilAsync(() => server.Lobby.Intakes.Count > count && server.Memory.Strangers.Used - before >= sent);

        return client;
    }

    private static async Task UntilAsync(Func<bool> hasCome)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!hasCome())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<ServerFixture> StartAsync(SharedMemory memory)
    {
        var server = new ServerFixture
        {
            Authentication = new() { Key = new("known", "secret") },
            Time = new ManualTime(Now),
            Memory = memory,
            LobbyTime = _time,
        };
        await server.InitializeAsync();
        _servers.Add(server);
        return server;
    }
}
