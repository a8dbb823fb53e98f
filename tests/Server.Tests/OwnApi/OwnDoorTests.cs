using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

public sealed class OwnDoorTests(OpenServer server) : IClassFixture<OpenServer>
{
    [Fact]
    public async Task A_flow_is_put_started_looked_at_and_deleted()
    {
        await server.PutAsync("hello", SomeDefinitions.Pass);
        await server.StartAsync("hello", "first", """{"name":"Ada"}""");
        await server.StreamToEndAsync("hello", "first");

        var (status, execution) = await server.GetAsync("/executions/hello/first");

        Assert.Equal((200, "Succeeded"), (status, execution.GetProperty("status").GetString()));
        Assert.Equal("Ada", execution.GetProperty("output").GetProperty("name").GetString());
        var step = Assert.Single(execution.GetProperty("steps").EnumerateArray());
        Assert.Equal(("Greet", "succeeded"), (step.GetProperty("name").GetString(), step.GetProperty("status").GetString()));
        var (_, flow) = await server.GetAsync("/flows/hello");
        Assert.Equal("first", flow.GetProperty("lastExecution").GetProperty("name").GetString());
        Assert.Equal(200, (await server.CallAsync("DELETE", "/flows/hello")).Status);
        Assert.Equal("FlowNotExists", Code(await server.GetAsync("/flows/hello")));
    }

    [Fact]
    public async Task Putting_a_flow_again_changes_it_and_keeps_what_is_not_given()
    {
        await server.CallAsync("PUT", "/flows/kept", Definition("kept", """ ,"description":"mine" """));

        var (_, again) = await server.CallAsync("PUT", "/flows/kept", Definition("kept"));

        Assert.False(again.GetProperty("isNew").GetBoolean());
        Assert.Equal("mine", again.GetProperty("description").GetString());
        Assert.Equal(
            "InvalidArgument", Code(await server.CallAsync("PUT", "/flows/kept", Definition("kept", """ ,"mode":"Express" """))));
    }

    [Fact]
    public async Task A_definition_that_is_refused_says_where_and_why()
    {
        var (status, error) = await server.CallAsync(
            "PUT", "/flows/hello", JsonSerializer.Serialize(new { definition = SomeDefinitions.Pass.Replace("End: true", "Nxt: Done") }));

        Assert.Equal(400, status);
        Assert.Contains(
            error.GetProperty("diagnostics").EnumerateArray(),
            found => found.GetProperty("severity").GetString() == "error" && found.GetProperty("line").GetInt32() == 6
                && found.GetProperty("hint").GetString()!.Contains("'Next'", StringComparison.Ordinal));
        Assert.NotEqual("", error.GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData("GET", "/flows?limits=5", null, 400, "InvalidArgument", "did you mean 'limit'")]
    [InlineData("GET", "/system?a=1", null, 400, "InvalidArgument", "it has none")]
    [InlineData("GET", "/flows?limit=1000", null, 400, "InvalidArgument", "from 1 to 100")]
    [InlineData("GET", "/flows?after=nonsense", null, 400, "InvalidArgument", "begin without one")]
    [InlineData("GET", "/flows?limit=1&limit=2", null, 400, "InvalidArgument", "send it once")]
    [InlineData("POST", "/definitions/check", "{}", 400, "MissingRequiredParams", "'definition' must be given in the body")]
    [InlineData("POST", "/definitions/check", """{"definition":"x","mod":"Express"}""", 400, "InvalidArgument", "did you mean 'mode'")]
    [InlineData("POST", "/definitions/check", """{"definition":"x","mode":"Fast"}""", 400, "InvalidArgument", "'Standard' or 'Express'")]
    [InlineData("POST", "/definitions/check", "[1]", 400, "InvalidArgument", "a JSON object")]
    [InlineData("POST", "/definitions/check", """{"definition":""", 400, "InvalidArgument", "not valid JSON")]
    [InlineData("GET", "/nowhere", null, 404, "NotFound", "openapi.json")]
    [InlineData("GET", "/flows/", null, 404, "NotFound", "openapi.json")]
    [InlineData("GET", "/flows/%ff", null, 400, "InvalidArgument", "percent-encoded")]
    [InlineData("PATCH", "/flows/x", null, 405, "MethodNotAllowed", "use DELETE, GET, PUT")]
    [InlineData("GET", "/executions/x/y", null, 404, "FlowNotExists", "'x'")]
    [InlineData("GET", "/executions/x/y/events?after=-1", null, 400, "InvalidArgument", "begin without one")]
    [InlineData("GET", "/executions/x/y/stream?after=b", null, 400, "InvalidArgument", "begin without one")]
    [InlineData("GET", "/executions/x/y/stream", null, 404, "FlowNotExists", "'x'")]
    [InlineData("POST", "/executions/x/y/stop", "{}", 404, "FlowNotExists", "'x'")]
    [InlineData("DELETE", "/sessions/x", null, 404, "NotFound", "no session")]
    public async Task What_is_wrong_is_refused_with_a_sentence_that_says_what_would_be_right(
        string method, string path, string? body, int status, string code, string part)
    {
        var answer = await server.CallAsync(method, path, body);

        Assert.Equal((status, code), (answer.Status, Code(answer)));
        Assert.Contains(part, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("")]
    public async Task A_body_of_another_type_is_refused(string type)
    {
        var answer = await server.CallAsync("POST", "/definitions/check", """{"definition":"x"}""", type);

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Status, Code(answer)));
    }

    [Fact]
    public async Task Another_version_of_the_api_is_not_there()
    {
        using var answer = await server.Client.GetAsync(new Uri(server.Address, "/sluice/api/v2/flows"));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: localhost\nOrigin: https://evil.example")]
    [InlineData("Host: localhost\nSec-Fetch-Site: cross-site")]
    public async Task Web_pages_of_others_get_nothing_from_an_open_server(string headers)
    {
        using var client = await server.ConnectAsync();
        await client.SendAsync($"GET /sluice/api/v1/flows HTTP/1.1\n{headers}\n\n");

        var answer = await client.ReadAnswerAsync();

        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended()
    {
        foreach (var name in new[] { "page-a", "page-b", "page-c" })
        {
            await server.PutAsync(name, SomeDefinitions.Pass.Replace("Name: hello\n", ""));
        }

        var names = new List<string>();
        string? next = null;
        do
        {
            var (_, page) = await server.GetAsync($"/flows?limit=1{(next is null ? "" : "&after=" + next)}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(flow => flow.GetProperty("name").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(["page-a", "page-b", "page-c"], names.Where(name => name.StartsWith("page-", StringComparison.Ordinal)));
    }

    private static string Code((int Status, JsonElement Json) answer) => answer.Json.GetProperty("code").GetString()!;

    private static string Definition(string name, string more = "") =>
        $$"""{"definition":{{JsonSerializer.Serialize(SomeDefinitions.Pass.Replace("hello", name))}}{{more}}}""";
}
