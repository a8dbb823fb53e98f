using System.Text.Json;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Queues;
using Sluice.Server.OwnApi;
using Sluice.Server.Tests.Admission;
using Sluice.Workbench;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Nothing of one account can be seen or touched from another: every resource that there is tries.</summary>
public sealed class OwnAccountTests : IAsyncLifetime
{
    private const string Flow = "orders-of-the-first";
    private const string Execution = "run-of-the-first";

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["flow"] = Flow,
        ["name"] = Execution,
        ["execution"] = Execution,
        ["keys"] = "[]",
        ["action"] = "stop",
        ["filter"] = $$"""{"flow":"{{Flow}}"}""",
        ["state"] = "Greet",
        ["schedule"] = "nightly-of-the-first",
        ["run"] = "run-of-the-first",
        ["queue"] = "queue-of-the-first",
        ["body"] = "message-of-the-first",
        ["bucket"] = "bucket-of-the-first",
        ["key"] = "object-of-the-first",
        ["bus"] = "bus-of-the-first",
        ["rule"] = "rule-of-the-first",
        ["pattern"] = """{"source":["shop-of-the-first"]}""",
        ["specversion"] = "1.0",
        ["source"] = "shop-of-the-first",
        ["type"] = "paid-of-the-first",
        ["target"] = "target-of-the-first",
        ["definition"] = SomeDefinitions.Pass.Replace("Name: hello\n", ""),
        ["tests"] = "flow: ./flow.yaml\ntests: [ { name: a } ]",
        ["accessKeyId"] = "x",
        ["accessKeySecret"] = "x",
    };

    private readonly AccessFixture _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await OwnAsync("PUT", $"/flows/{Flow}", Body(("definition", SomeDefinitions.Waiting.Replace("Name: waiting\n", ""))));
        await OwnAsync("POST", $"/flows/{Flow}/executions", Body(("name", Execution)));
        await _server.TaskToken;
        var session = await _server.SendAsync(Login(AccessFixture.Owner));
        Values["id"] = session.Json.GetProperty("id").GetString()!;
        var batch = await _server.OwnAsync(
            AccessFixture.Owner, "POST", "/batches", Body(("action", "redrive"), ("filter", Values["filter"])));
        Values["batch"] = batch.Json.GetProperty("id").GetString()!;
        await Polling.UntilAsync(async () =>
        {
            var inbox = await _server.OwnAsync(AccessFixture.Owner, "GET", "/inbox");
            var items = inbox.Json.GetProperty("items");
            Values["item"] = items.GetArrayLength() == 0 ? "" : items[0].GetProperty("id").GetString()!;
            return Values["item"].Length > 0;
        });
        await _server.Queues.MakeQueueAsync(AccountId.Default, Values["queue"], new QueueAttributes());
        await _server.Queues.SendAsync(AccountId.Default, Values["queue"], new NewMessage([.. "message-of-the-first"u8]));
        await _server.Queues.MakeTopicAsync(AccountId.Default, "topic-of-the-first");
        await OwnAsync("POST", $"/events/{Values["bus"]}", """{"specversion":"1.0","id":"event-of-the-first","source":"shop-of-the-first","type":"paid"}""");
        await OwnAsync("PUT", $"/events/{Values["bus"]}/rules/{Values["rule"]}", Body(("flow", Flow), ("pattern", Values["pattern"])));
        await _server.Objects.CreateBucketAsync(BucketName.Parse(Values["bucket"]), CancellationToken.None);
        await _server.Objects.PutAsync(
            ObjectAddress.Parse(Values["bucket"], Values["key"]), "content-of-the-first"u8.ToArray(), CancellationToken.None);
        var schedule = await _server.CallAsync(
            AccessFixture.Owner,
            "CreateSchedule",
            ("FlowName", Flow),
            ("ScheduleName", Values["schedule"]),
            ("CronExpression", "@every 60m"));
        Assert.Equal(200, schedule.Status);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task No_resource_shows_or_changes_anything_of_another_account()
    {
        var before = await SnapshotAsync();
        foreach (var resource in Decided())
        {
            var theirs = await CallAsync(AccessFixture.Other, resource, text => text);

            // What they have named themselves may come back, also in the record of their calls.
            var isTheirs = (resource.Path + Body(resource)).Contains("flow", StringComparison.Ordinal) || resource.Path == "/audit";
            string[] never = ["topic-of-the-first", "content-of-the-first", "event-of-the-first"];
            var given = isTheirs ? never : [Flow, Execution, .. never];
            Assert.DoesNotContain(given, theirs.Body.Contains);
            if (resource.Operation.Name == "PutFlow")
            {
                // A flow of the caller's own, under the same name.
                Assert.Equal(200, theirs.Status);
                Assert.Equal(200, (await _server.OwnAsync(AccessFixture.Other, "DELETE", $"/flows/{Flow}")).Status);
            }
            else if (resource.Operation.Name == "PutEvents")
            {
                // On a bus of the caller's own, under the same name; it is not to be there when the others ask.
                Assert.Equal(200, theirs.Status);
            }
            else if (resource.Route.Names.Count > 0)
            {
                // Just as of what nobody has.
                var nobodys = await CallAsync(AccessFixture.Other, resource, text => text.Replace("-of-the-first", "-of-nobody"));
                Assert.True(theirs.Status is >= 400 and < 500, $"{resource.Operation.Name}: {theirs.Body}");
                Assert.Equal(Told(nobodys).Replace("-of-nobody", "-of-the-first"), Told(theirs));
            }
        }

        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task Without_permission_no_resource_does_anything_and_each_names_what_it_takes()
    {
        foreach (var resource in Decided().Where(resource => resource.TakesPermission))
        {
            var answer = await CallAsync(AccessFixture.Nobody, resource, text => text);

            Assert.Equal((resource.Operation.Name, 403), (resource.Operation.Name, answer.Status));
            Assert.Equal("AccessDenied", answer.Json.GetProperty("code").GetString());
            Assert.Contains(
                $"'sluice:{resource.Operation.Name}' on resource 'acs:", answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_said_to_be_allowed_with_a_flow_is_what_is_let_through()
    {
        const string ofNobody = "flow-of-nobody";
        foreach (var key in new[] { AccessFixture.Viewer, AccessFixture.Operator, AccessFixture.Nobody, AccessFixture.Owner })
        {
            var told = await _server.OwnAsync(key, "GET", "/permissions", query: $"flow={ofNobody}");
            Assert.True(told.Status == 200, told.Body);
            var allowed = told.Json.GetProperty("allowed").EnumerateArray().Select(item => item.GetString()).ToHashSet();
            foreach (var resource in Decided().Where(resource => resource is { IsStream: false, TakesPermission: true }))
            {
                var answer = await CallAsync(key, resource, text => text.Replace(Flow, ofNobody, StringComparison.Ordinal));

                Assert.Equal(
                    (resource.Operation.Name, answer.Status != 403),
                    (resource.Operation.Name, allowed.Contains($"sluice:{resource.Operation.Name}")));
            }
        }
    }

    [Fact]
    public async Task Who_views_changes_nothing_and_who_operates_leaves_definitions_as_they_are()
    {
        string[] operating =
        [
            "StartExecution", "StopExecution", "RedriveExecution", "RerunExecution", "RunSchedule", "PauseSchedule", "ResumeSchedule", "CreateBatch", "CancelBatch", "ApproveTask", "RejectTask",
            "ProbeTarget", "SendMessage", "PutEvents", "ReplayEvents",
        ];
        foreach (var resource in Decided().Where(resource => resource is { IsStream: false, TakesPermission: true }))
        {
            var name = resource.Operation.Name;

            // Who calls what, and all that flows were given, is for administrators.
            var mayView = !resource.Operation.Mutates && name is not ("ListAuditRecords" or "ReadRecording" or "ReplayExecutions");
            Assert.Equal((name, mayView), (name, (await CallAsync(AccessFixture.Viewer, resource, Renamed)).Status != 403));
            var mayOperate = mayView || operating.Contains(name);
            Assert.Equal((name, mayOperate), (name, (await CallAsync(AccessFixture.Operator, resource, Renamed)).Status != 403));
        }

        static string Renamed(string text) => text.Replace("-of-the-first", "-of-nobody", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_neither_signs_nor_is_logged_in_gets_anything()
    {
        foreach (var resource in Decided())
        {
            var answer = await _server.SendAsync(
                $"{resource.Method} {OwnPath.Prefix}{Path(resource)}?{Query(resource)} HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                + $"Content-Length: {Body(resource).Length}\n\n{Body(resource)}");

            Assert.Equal((resource.Operation.Name, 401), (resource.Operation.Name, answer.Status));
            Assert.Equal("LoginRequired", answer.Json.GetProperty("code").GetString());
        }
    }

    private static string Login((string Id, string Secret) key)
    {
        var body = Body(("accessKeyId", key.Id), ("accessKeySecret", key.Secret));
        return $"POST {OwnPath.Prefix}/session HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
            + $"Content-Length: {body.Length}\n\n{body}";
    }

    private IEnumerable<Resource> Decided() => _server.Resources.Where(resource => !resource.Operation.IsForAnybody);

    private async Task<RawAnswer> CallAsync((string, string) key, Resource resource, Func<string, string> renamed)
    {
        if (resource.Path == "/stream")
        {
            // It has no end; that it tells of the caller's account alone is a test of its own.
            return key == AccessFixture.Other
                ? new RawAnswer(200, new Dictionary<string, string>(), "")
                : await _server.OwnAsync(key, resource.Method, resource.Path);
        }

        return await _server.OwnAsync(
            key, resource.Method, renamed(Path(resource)), renamed(Body(resource)), renamed(Query(resource)));
    }

    private static string Path(Resource resource) => resource.Route.Names.Aggregate(
        resource.Path, (path, name) => path.Replace($"{{{name}}}", Values[name], StringComparison.Ordinal));

    /// <summary>What must stand in the query, and no more.</summary>
    private static string Query(Resource resource) => string.Join(
        '&', resource.Query.Where(field => !field.IsOptional).Select(field => $"{field.Name}={Values[field.Name]}"));

    private static string Body(Resource resource) => resource.Body.Count == 0
        ? ""
        : Body([.. resource.Body.Where(field => !field.IsOptional).Select(field => (field.Name, Values[field.Name]))]);

    private static string Body(params (string Name, string Value)[] members) =>
        JsonSerializer.Serialize(members.ToDictionary(pair => pair.Name, pair => pair.Value));

    private async Task<string> SnapshotAsync()
    {
        var flow = await _server.OwnAsync(AccessFixture.Owner, "GET", $"/flows/{Flow}");
        var execution = await _server.OwnAsync(AccessFixture.Owner, "GET", $"/executions/{Flow}/{Execution}");
        var sessions = await _server.OwnAsync(AccessFixture.Owner, "GET", "/sessions");
        var messages = await _server.OwnAsync(AccessFixture.Owner, "GET", $"/queues/{Values["queue"]}/messages");
        Assert.Equal((200, 200, 200, 200), (flow.Status, execution.Status, sessions.Status, messages.Status));
        var log = await _server.OwnAsync(AccessFixture.Owner, "GET", $"/events/{Values["bus"]}/log");
        var rules = await _server.OwnAsync(AccessFixture.Owner, "GET", $"/events/{Values["bus"]}/rules");
        var batches = await _server.OwnAsync(AccessFixture.Owner, "GET", "/batches");
        return $"{flow.Body}\n{execution.Body}\n{sessions.Body}\n{batches.Body}\n{messages.Body}\n{log.Body}\n{rules.Body}";
    }

    private async Task OwnAsync(string method, string path, string body)
    {
        var answer = await _server.OwnAsync(AccessFixture.Owner, method, path, body);
        Assert.True(answer.Status == 200, answer.Body);
    }

    private static string Told(RawAnswer answer) =>
        $"{answer.Status} {answer.Json.GetProperty("code")} {answer.Json.GetProperty("message")}";
}
