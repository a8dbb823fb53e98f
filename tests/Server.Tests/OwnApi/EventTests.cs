using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Model;
using Sluice.Server.OwnApi;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Events come over HTTP in every form, start the flows that rules name once each, and can be looked at.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private const string One = """{"specversion":"1.0","id":"1","source":"shop","type":"paid","data":{"order":7}}""";
    private const string Rule = """{"flow":"hello","pattern":{"type":[{"prefix":"pa"}]},"input":{"order.$":"$Input.data.order"}}""";

    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("hello", SomeDefinitions.Pass);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_event_starts_the_flow_of_its_rule_once_however_often_it_comes()
    {
        await DoAsync("PUT", "/events/orders/rules/paid", Rule);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => DoAsync("POST", "/events/orders", One)));

        Assert.Single(answers, answer => Item(answer).GetProperty("isNew").GetBoolean());
        var delivery = await DeliveredAsync();
        var execution = delivery.GetProperty("result").GetString()!;
        Assert.StartsWith("hello/event-", execution, StringComparison.Ordinal);
        var run = Item((await _server.GetAsync("/executions?flow=hello")).Json);
        Assert.Equal(execution, $"hello/{run.GetProperty("name").GetString()}");
        Assert.Equal(1, (await _server.GetAsync("/executions?flow=hello")).Json.GetProperty("items").GetArrayLength());
        var events = await _server.Client.GetStringAsync(new Uri(_server.Address, $"/sluice/api/v1/executions/{execution}/events"));
        Assert.Contains("""{\"order\":7}""", events.Replace("\\u0022", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_taken_structured_batched_and_in_headers()
    {
        await DoAsync("POST", "/events/orders", One, "application/cloudevents+json");
        await DoAsync("POST", "/events/orders", $"[{One},{One.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}]", "application/cloudevents-batch+json");
        using var binary = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, "/sluice/api/v1/events/orders"))
        {
            Content = new ByteArrayContent([0, 255]),
        };
        foreach (var (name, value) in new[] { ("ce-specversion", "1.0"), ("ce-id", "3"), ("ce-source", "shop"), ("ce-type", "paid") })
        {
            binary.Headers.Add(name, value);
        }

        binary.Content.Headers.ContentType = new("application/octet-stream");
        Assert.Equal(200, (int)(await _server.Client.SendAsync(binary)).StatusCode);

        var first = (await _server.GetAsync("/events/orders/log?limit=2")).Json;
        var second = (await _server.GetAsync($"/events/orders/log?after={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal(["3", "2", "1"], Ids(first).Concat(Ids(second)));
        Assert.Equal("AP8=", first.GetProperty("items")[0].GetProperty("event").GetProperty("data_base64").GetString());
        var bus = Item((await _server.GetAsync("/events")).Json);
        Assert.Equal(("orders", 3, 0), (bus.GetProperty("name").GetString(), bus.GetProperty("events").GetInt32(), bus.GetProperty("dead").GetInt32()));
    }

    [Fact]
    public async Task A_dead_letter_says_why_and_is_replayed()
    {
        await DoAsync("PUT", "/events/orders/rules/paid", Rule);
        await DoAsync("DELETE", "/flows/hello", null);
        await DoAsync("POST", "/events/orders", One);
        await Polling.UntilAsync(async () => (await DeliveriesAsync("dead")).GetArrayLength() == 1);
        var letter = (await DeliveriesAsync("dead"))[0];
        Assert.StartsWith("FlowNotExists: ", letter.GetProperty("problem").GetString(), StringComparison.Ordinal);

        await _server.PutAsync("hello", SomeDefinitions.Pass);
        var replayed = await DoAsync(
            "POST", "/events/orders/replay", $$"""{"delivery":"{{letter.GetProperty("delivery").GetString()}}"}""");

        Assert.Equal(1, replayed.GetProperty("count").GetInt32());
        Assert.StartsWith("hello/event-", (await DeliveredAsync()).GetProperty("result").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await DoAsync("POST", "/events/orders/replay", "{}")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_rule_is_shown_as_it_was_put_and_one_that_is_off_starts_nothing()
    {
        await DoAsync("PUT", "/events/orders/rules/paid", Rule.Replace("{\"flow\"", "{\"enabled\":false,\"description\":\"d\",\"flow\"", StringComparison.Ordinal));

        var rule = (await _server.GetAsync("/events/orders/rules/paid")).Json;
        await DoAsync("POST", "/events/orders", One);

        Assert.Equal("""{"type":[{"prefix":"pa"}]}""", rule.GetProperty("pattern").GetRawText());
        Assert.Equal("""{"order.$":"$Input.data.order"}""", rule.GetProperty("input").GetRawText());
        Assert.False(rule.GetProperty("enabled").GetBoolean());
        Assert.Equal(0, (await _server.GetAsync("/events/orders/deliveries")).Json.GetProperty("items").GetArrayLength());
        await DoAsync("DELETE", "/events/orders/rules/paid", null);
        Assert.Equal(404, (await _server.GetAsync("/events/orders/rules/paid")).Status);
    }

    [Theory]
    [InlineData("POST", "/events/orders", "{}", 400, "InvalidArgument", "The event: ")]
    [InlineData("POST", "/events/orders", "", 400, "InvalidArgument", "Request body: not valid JSON")]
    [InlineData("POST", "/events/or%20ders", One, 400, "InvalidArgument", "The event bus: a name is letters")]
    [InlineData("GET", "/events/none", null, 404, "EventBusNotExist", "There is no event bus 'none' in this account yet")]
    [InlineData("GET", "/events/none/log", null, 404, "EventBusNotExist", "")]
    [InlineData("GET", "/events/none/rules", null, 404, "EventBusNotExist", "")]
    [InlineData("GET", "/events/none/rules/a", null, 404, "EventRuleNotExist", "There is no rule 'a' on the event bus 'none'.")]
    [InlineData("GET", "/events/none/deliveries?state=lost", null, 400, "InvalidArgument", "'lost' is not one of waiting, dead, delivered")]
    [InlineData("POST", "/events/none/replay", """{"delivery":"x"}""", 400, "InvalidArgument", "'x' is not the 'delivery' of a dead letter")]
    [InlineData("PUT", "/events/orders/rules/a", """{"flow":"none","pattern":{"type":["a"]}}""", 404, "FlowNotExists", "")]
    [InlineData("PUT", "/events/orders/rules/a", """{"flow":"hello"}""", 400, "MissingRequiredParams", "pattern")]
    [InlineData("PUT", "/events/orders/rules/a", """{"flow":"hello","pattern":{"type":"a"}}""", 400, "InvalidArgument", "pattern: line 1, column 9: type must be a list")]
    [InlineData("PUT", "/events/orders/rules/a", """{"flow":"hello","pattern":{"type":["a"]},"input":{"a.$":"$Input["}}""", 400, "InvalidArgument", "input: line 1, column ")]
    public async Task What_is_not_there_or_cannot_be_is_refused_with_a_sentence(
        string method, string path, string? body, int status, string code, string sentence)
    {
        var (answered, json) = await _server.CallAsync(method, path, body);

        Assert.Equal((status, code), (answered, json.GetProperty("code").GetString()));
        Assert.Contains(sentence, json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_cannot_start_an_express_flow()
    {
        await _server.PutAsync("quick", SomeDefinitions.Pass.Replace("hello", "quick", StringComparison.Ordinal), "Express");

        var (status, json) = await _server.CallAsync("PUT", "/events/orders/rules/a", """{"flow":"quick","pattern":{"type":["a"]}}""");

        Assert.Equal(400, status);
        Assert.Contains("'quick' is an Express flow", json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;x-acs-date,Signature=00", true)]
    [InlineData("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=ce-id;host,Signature=00", false)]
    [InlineData("", false)]
    public void Headers_that_belong_to_the_body_are_signed_where_anything_is(string authorization, bool isRefused)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        context.Request.Headers["ce-id"] = "1";

        var refused = Record.Exception(() => new RawBody("ce-", []).Read(context.Request, Encoding.UTF8.GetBytes("{}"), isSignedByQuery: false));

        Assert.Equal(isRefused, refused is ApiException { Code: "InvalidArgument" });
    }

    private static IEnumerable<string?> Ids(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());

    private static JsonElement Item(JsonElement page) => Assert.Single(page.GetProperty("items").EnumerateArray());

    private async Task<JsonElement> DeliveriesAsync(string state) =>
        (await _server.GetAsync($"/events/orders/deliveries?state={state}")).Json.GetProperty("items");

    private async Task<JsonElement> DeliveredAsync()
    {
        await Polling.UntilAsync(async () => (await DeliveriesAsync("delivered")).GetArrayLength() == 1);
        return (await DeliveriesAsync("delivered"))[0];
    }

    private async Task<JsonElement> DoAsync(string method, string path, string? body, string type = "application/json")
    {
        var (status, json) = await _server.CallAsync(method, path, body, type);
        Assert.True(status == 200, json.ToString());
        return json;
    }
}
