using System.Text.Json;
using Sluice.Model.Names;
using Sluice.Queues;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>What lies in the server's own queues is looked at and left there, and messages are sent by hand.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.Queues.MakeQueueAsync(AccountId.Default, "orders", new QueueAttributes());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_message_that_was_sent_by_hand_lies_in_its_turn_and_stays_when_it_was_looked_at()
    {
        await SendAsync("""{"body":"later"}""");
        await SendAsync("""{"body":"{\"id\":1}","priority":1}""");
        await SendAsync("""{"body":"much later","delaySeconds":600}""");

        var first = (await _server.GetAsync("/queues/orders/messages?limit=1")).Json;
        var second = (await _server.GetAsync($"/queues/orders/messages?limit=5&after={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal("""{"id":1}""", Assert.Single(Bodies(first)));
        Assert.Equal(["later", "much later"], Bodies(second));
        Assert.Null(second.GetProperty("next").GetString());

        var queue = (await _server.GetAsync("/queues/orders")).Json;
        Assert.Equal((2, 0, 1), (Number(queue, "active"), Number(queue, "inactive"), Number(queue, "delayed")));
        var listed = Assert.Single((await _server.GetAsync("/queues")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("orders", 3), (listed.GetProperty("name").GetString(), Number(listed, "messages")));
    }

    [Theory]
    [InlineData("POST", "/queues/none/messages", """{"body":"a"}""", 404, "QueueNotExist")]
    [InlineData("POST", "/queues/orders/messages", "{}", 400, "MissingRequiredParams")]
    [InlineData("POST", "/queues/orders/messages", """{"body":"a","priority":17}""", 400, "InvalidArgument")]
    [InlineData("POST", "/queues/orders/messages", """{"body":"a","delaySeconds":-1}""", 400, "InvalidArgument")]
    [InlineData("GET", "/queues/none", null, 404, "QueueNotExist")]
    [InlineData("GET", "/queues/none/messages", null, 404, "QueueNotExist")]
    [InlineData("GET", "/queues/orders/messages?after=bWVzc2FnZXM6MS54", null, 400, "InvalidArgument")]
    [InlineData("GET", "/queues/orders/messages?limit=51", null, 400, "InvalidArgument")]
    public async Task What_is_not_there_or_cannot_be_is_refused(string method, string path, string? body, int status, string code)
    {
        var (answered, json) = await _server.CallAsync(method, path, body);

        Assert.Equal((status, code), (answered, json.GetProperty("code").GetString()));
    }

    private static IEnumerable<string?> Bodies(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("body").GetString());

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private async Task SendAsync(string message)
    {
        var (status, json) = await _server.CallAsync("POST", "/queues/orders/messages", message);
        Assert.True(status == 200, json.ToString());
    }
}
