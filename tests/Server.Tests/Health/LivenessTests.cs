using Sluice.Server.Authentication;
using Sluice.Server.Tests.Hosting;

namespace Sluice.Server.Tests.Health;

public sealed class LivenessTests
{
    [Theory]
    [InlineData("GET", "ok\n")]
    [InlineData("HEAD", "")]
    public async Task Who_watches_the_process_needs_no_key_and_no_name_of_this_machine(string method, string body)
    {
        var server = new ServerFixture { Authentication = new AuthenticationOptions { Key = new("id", "secret") } };
        await using var _ = server;
        await server.InitializeAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync($"{method} /healthz HTTP/1.1\nHost: flows.test\n\n");

        var answer = await client.ReadAnswerAsync(hasBody: method == "GET");

        Assert.Equal((200, "3", body), (answer.Status, answer.Headers["Content-Length"], answer.Body));
    }

    [Theory]
    [InlineData("POST /healthz HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n")]
    [InlineData("GET /healthz/ HTTP/1.1\nHost: localhost\n\n")]
    public async Task It_answers_that_question_alone(string request)
    {
        var server = new ServerFixture();
        await using var _ = server;
        await server.InitializeAsync();

        Assert.Equal("NotFound", (await server.SendAsync(request)).ErrorCode());
    }
}
