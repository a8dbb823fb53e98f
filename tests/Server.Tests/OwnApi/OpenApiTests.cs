using System.Text.Json;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Queues;
using Sluice.Workbench;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>What the description says is what is answered, and what is committed.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    /// <summary>A call of the vendor's API, for what the own one cannot make.</summary>
    private const string Rpc = "RPC";

    private const string Golden = "docs/openapi.json";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Calls that bring every resource but streams to an answer, in an order in which each has what it needs.</summary>
    private static readonly (string Method, string Path, string? Body)[] Calls =
    [
        ("POST", "/definitions/check", Json(("definition", SomeDefinitions.Pass))),
        ("POST", "/definitions/check", Json(("definition", "Type: StateMachine\nStates: 1"))),
        ("POST", "/definitions/check", Json(("definition", "[]"))),
        ("POST", "/definitions/outline", Json(("definition", SomeDefinitions.Failing))),
        ("GET", "/definitions/vocabulary", null),
        ("POST", "/definitions/try-state", Json(("definition", SomeDefinitions.Pass), ("state", "Greet"))),
        ("POST", "/definitions/try-state", Json(("definition", SomeDefinitions.Waiting), ("state", "Ask"), ("error", "X"))),
        ("POST", "/definitions/try-state", Json(("definition", SomeDefinitions.Pass), ("state", "Grete"))),
        ("PUT", "/flows/hello", Json(("definition", SomeDefinitions.Pass))),
        ("PUT", "/flows/failing", Json(("definition", SomeDefinitions.Failing))),
        ("PUT", "/flows/waiting", Json(("definition", SomeDefinitions.Waiting))),
        ("PUT", "/flows/retrying", Json(("definition", SomeDefinitions.Retrying))),
        ("PUT", "/flows/quick", Json(("definition", SomeDefinitions.Pass.Replace("hello", "quick")), ("mode", "Express"))),
        ("POST", "/flows/hello/executions", """{"name":"first","input":{"a":1}}"""),
        ("POST", "/flows/failing/executions", """{"name":"first"}"""),
        ("POST", "/flows/waiting/executions", """{"name":"first"}"""),
        ("POST", "/flows/retrying/executions", """{"name":"first"}"""),
        ("POST", "/flows/quick/executions", """{"name":"first"}"""),
        ("GET", "/executions/hello/first/stream", null),
        ("GET", "/executions/failing/first/stream", null),
        ("GET", "/executions?limit=2", null),
        ("GET", "/executions?status=Failed", null),
        ("POST", "/explorations", Json(("definition", SomeDefinitions.Waiting))),
        ("POST", "/tests", Json(("definition", SomeDefinitions.Pass), ("tests", "flow: ./f.yaml\ntests: [ { name: a }, { name: b, expect: { status: Failed } } ]"))),
        ("POST", "/explorations", Json(("definition", SomeDefinitions.Pass), ("tests", "nothing"))),
        ("GET", "/recordings?flow=failing", null),
        ("POST", "/replays", Json(("flow", "failing"), ("definition", SomeDefinitions.Failing))),
        ("POST", "/replays", Json(("flow", "failing"), ("definition", SomeDefinitions.Failing.Replace("[Other]", "[Refused]", StringComparison.Ordinal)))),
        ("GET", "/executions/hello/first", null),
        ("GET", "/executions/failing/first", null),
        ("GET", "/executions/waiting/first", null),
        ("GET", "/executions/retrying/first", null),
        ("GET", "/executions/hello/first/why", null),
        ("GET", "/executions/failing/first/why", null),
        ("GET", "/executions/waiting/first/why", null),
        ("GET", "/executions/retrying/first/why", null),
        ("GET", "/executions/hello/first/events?limit=2", null),
        ("POST", "/executions/failing/first/redrive", """{"dryRun":true}"""),
        ("POST", "/executions/hello/first/rerun", """{"name":"second"}"""),
        ("PUT", "/flows/hello/search-keys", """{"keys":[{"name":"a","path":"$.a"}]}"""),
        ("GET", "/flows/hello/search-keys", null),
        ("GET", "/search-keys", null),
        ("GET", "/inbox", null),
        ("POST", "/inbox/none/approve", "{}"),
        ("POST", "/inbox/none/reject", "{}"),
        ("POST", "/executions/waiting/first/stop", """{"error":"Enough"}"""),
        ("GET", "/executions/waiting/first", null),
        ("POST", "/batches", """{"action":"redrive","filter":{"flow":"failing"},"preview":true}"""),
        ("POST", "/batches", """{"action":"rerun","filter":{"status":"Failed","key.a":"1"},"definition":"latest"}"""),
        ("POST", "/batches", """{"action":"stop","filter":{"colour":"red"}}"""),
        ("GET", "/batches", null),
        ("GET", "/batches/1", null),
        ("GET", "/batches/1/items", null),
        ("POST", "/batches/none/cancel", null),
        ("DELETE", "/executions/failing/first", null),
        ("GET", "/permissions?flow=hello", null),
        ("GET", "/flows", null),
        ("GET", "/flows/hello", null),
        ("POST", "/flows/hello/versions", """{"description":"one"}"""),
        ("GET", "/flows/hello/versions", null),
        ("GET", "/flows/hello?version=1", null),
        ("GET", "/flows/hello/aliases", null),
        ("GET", "/flows/failing/outline", null),
        ("GET", "/flows/hello/outline?qualifier=1", null),
        (Rpc, "/?Action=CreateSchedule&Version=2019-03-15&FlowName=hello&ScheduleName=nightly&CronExpression=%40every%2060m", null),
        ("GET", "/schedules", null),
        ("POST", "/flows/hello/schedules/nightly/run", null),
        ("POST", "/flows/hello/schedules/nightly/pause", null),
        ("POST", "/flows/hello/schedules/none/run", null),
        ("POST", "/flows/hello/schedules/none/pause", null),
        ("POST", "/flows/hello/schedules/none/resume", null),
        ("PUT", "/flows/mapping", Json(("definition", SomeDefinitions.Mapping))),
        ("POST", "/flows/mapping/executions", """{"name":"first","input":{"numbers":[1,2]}}"""),
        ("GET", "/executions/mapping/first/stream", null),
        ("GET", "/executions/mapping/first/map-runs", null),
        ("GET", "/executions/mapping/first/map-runs/none", null),
        ("GET", "/executions/mapping/first/map-runs/none/items", null),
        ("POST", "/events/orders", """{"specversion":"1.0","id":"1","source":"shop","type":"paid","data":{"a":1}}"""),
        ("PUT", "/events/orders/rules/paid", """{"flow":"hello","pattern":{"type":["paid"]},"input":{"a.$":"$Input.data.a"}}"""),
        ("PUT", "/events/orders/rules/wrong", """{"flow":"hello","pattern":{"type":"paid"}}"""),
        ("POST", "/events/orders", """[{"specversion":"1.0","id":"2","source":"shop","type":"paid","data":{"a":1}}]"""),
        ("GET", "/events", null),
        ("GET", "/events/orders", null),
        ("GET", "/events/orders/log", null),
        ("GET", "/events/orders/deliveries", null),
        ("GET", "/events/orders/rules", null),
        ("GET", "/events/orders/rules/paid", null),
        ("POST", "/events/orders/replay", "{}"),
        ("DELETE", "/events/orders/rules/paid", null),
        ("GET", "/queues", null),
        ("GET", "/queues/orders", null),
        ("POST", "/queues/orders/messages", """{"body":"hello","priority":1}"""),
        ("POST", "/queues/none/messages", """{"body":"hello"}"""),
        ("GET", "/queues/orders/messages", null),
        ("GET", "/topics", null),
        ("GET", "/buckets", null),
        ("GET", "/buckets/shop/objects", null),
        ("GET", "/buckets/none/objects", null),
        ("GET", "/buckets/shop/object?key=in.csv", null),
        ("GET", "/targets", null),
        ("POST", "/targets/none/probe", null),
        ("POST", "/session", """{"accessKeyId":"a","accessKeySecret":"b"}"""),
        ("GET", "/session", null),
        ("GET", "/sessions", null),
        ("DELETE", "/session", null),
        ("DELETE", "/sessions/none", null),
        ("DELETE", "/flows/hello", null),
        ("GET", "/flows/hello", null),
        ("PUT", "/flows/broken", Json(("definition", "x"))),
        ("GET", "/audit?code=Failure", null),
        ("GET", "/system", null),
        ("GET", "/openapi.json", null),
    ];

    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.Queues.MakeQueueAsync(AccountId.Default, "orders", new QueueAttributes());
        await _server.Queues.MakeTopicAsync(AccountId.Default, "news");
        await _server.Queues.SubscribeAsync(AccountId.Default, "news", new Subscription("s", "orders", "paid"));
        await _server.Objects.CreateBucketAsync(BucketName.Parse("shop"), CancellationToken.None);
        await _server.Objects.PutAsync(ObjectAddress.Parse("shop", "in.csv"), "id\n1\n"u8.ToArray(), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_committed_description_is_the_servers()
    {
        var now = JsonSerializer.Serialize((await _server.GetAsync("/openapi.json")).Json, Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Repository.PathOf(Golden), now);
        }

        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf(Golden)), now);
    }

    [Fact]
    public async Task The_page_names_every_call_with_its_permission_and_no_other()
    {
        var page = await File.ReadAllLinesAsync(Repository.PathOf("docs/own-api.md"));
        var told = page.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Select(cells => $"{cells[1].Trim()} {cells[3].Trim()}".Trim());

        var (_, description) = await _server.GetAsync("/openapi.json");
        var there = description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call =>
            $"`{call.Name.ToUpperInvariant()} {path.Name}` {Permission(call.Value)}".Trim()));

        Assert.Equal(there.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_answer_fits_its_description()
    {
        var (_, description) = await _server.GetAsync("/openapi.json");
        var check = new SchemaCheck(description);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (method, path, body) in Calls)
        {
            if (method == Rpc)
            {
                using var made = await _server.Client.GetAsync(new Uri(_server.Address, path));
                Assert.Equal(System.Net.HttpStatusCode.OK, made.StatusCode);
                continue;
            }

            var operation = OperationOf(description, method, path);
            seen.Add(operation.GetProperty("operationId").GetString()!);
            if (path.EndsWith("/stream", StringComparison.Ordinal))
            {
                await CheckStreamAsync(check, operation, path);
                continue;
            }

            if (path.StartsWith("/recordings", StringComparison.Ordinal))
            {
                await CheckLinesAsync(check, operation, path);
                continue;
            }

            var (status, json) = await _server.CallAsync(method, path, body);
            var response = operation.GetProperty("responses").GetProperty(status == 200 ? "200" : "default");
            var problems = check.Problems(SchemaOf(response, "application/json"), json);
            Assert.True(problems.Count == 0, $"{method} {path}: {string.Join("; ", problems)}\n{json}");
        }

        var all = description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!)
            .Except(["WatchExecutions", "GetSystemBundle"]);
        Assert.Equal(all.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everything_that_it_refers_to_is_there_and_names_are_used_once()
    {
        var (_, description) = await _server.GetAsync("/openapi.json");
        var text = description.ToString();
        var names = description.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).ToList();

        foreach (var reference in text.Split("#/components/schemas/").Skip(1).Select(rest => rest.Split('"')[0]))
        {
            Assert.Contains(reference, names);
        }

        foreach (var operation in description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            var parameters = operation.Value.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!);
            var members = operation.Value.TryGetProperty("requestBody", out var body)
                ? SchemaOf(body, "application/json").GetProperty("properties").EnumerateObject().Select(member => member.Name)
                : [];
            var all = parameters.Concat(members).ToList();

            // 'name' of a start is a member, and of an execution a part of the path; never both of one operation.
            Assert.Equal(all.Distinct(), all);
        }
    }

    private async Task CheckLinesAsync(SchemaCheck check, JsonElement operation, string path)
    {
        var lines = await _server.Client.GetStringAsync(new Uri(_server.Address, "/sluice/api/v1" + path));
        var schema = SchemaOf(operation.GetProperty("responses").GetProperty("200"), "application/x-ndjson");
        Assert.EndsWith("\n", lines, StringComparison.Ordinal);
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
        {
            Assert.Empty(check.Problems(schema, JsonDocument.Parse(line).RootElement));
        }
    }

    private async Task CheckStreamAsync(SchemaCheck check, JsonElement operation, string path)
    {
        var stream = await _server.Client.GetStringAsync(new Uri(_server.Address, "/sluice/api/v1" + path));
        var schema = SchemaOf(operation.GetProperty("responses").GetProperty("200"), "text/event-stream");
        foreach (var data in stream.Split('\n').Where(line => line.StartsWith("data: {\"", StringComparison.Ordinal)))
        {
            Assert.Empty(check.Problems(schema, JsonDocument.Parse(data["data: ".Length..]).RootElement));
        }
    }

    private static string Permission(JsonElement call) =>
        call.TryGetProperty("x-sluice-permission", out var permission) ? $"`{permission.GetString()}`" : "";

    private static JsonElement SchemaOf(JsonElement content, string type) =>
        content.GetProperty("content").GetProperty(type).GetProperty("schema");

    private static JsonElement OperationOf(JsonElement description, string method, string path)
    {
        var segments = path.Split('?')[0].Split('/');
        var template = description.GetProperty("paths").EnumerateObject()
            .Where(known => known.Name.Split('/') is var own && own.Length == segments.Length
                && own.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second))
            .Single(known => known.Value.TryGetProperty(method.ToLowerInvariant(), out _));
        return template.Value.GetProperty(method.ToLowerInvariant());
    }

    private static string Json(params (string Name, string Value)[] members) =>
        JsonSerializer.Serialize(members.ToDictionary(pair => pair.Name, pair => pair.Value));
}
