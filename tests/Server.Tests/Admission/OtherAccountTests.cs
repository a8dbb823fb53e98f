using System.Globalization;
using Sluice.Server.Operations;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Admission;

/// <summary>Nothing of one account can be seen or touched from another: every operation tries.</summary>
public sealed class OtherAccountTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string First = "1000000000000000";

    /// <summary>Stands in what the first account has, and nobody else ever sends it.</summary>
    private const string Secret = "only-the-first-knows";

    private const string Definition = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { url: "http://127.0.0.1:9/", method: POST }
            End: true
        """;

    private const string Express = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    /// <summary>For each name of a thing of the first account one that nobody has.</summary>
    private static readonly Dictionary<string, string> Nobodys = new(StringComparer.Ordinal)
    {
        ["{flow}"] = "orders-of-nobody",
        ["{token}"] = "bm9ib2R5",
        ["{key}"] = "key-of-nobody",
        ["ada"] = "eve",
        ["auditor"] = "inspector",
        ["role/runner"] = "role/walker",
    };

    private readonly AccessFixture _server = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        ["flow"] = "orders-of-the-first",
        ["definition"] = Definition,
        ["routes"] = """[{"Version":"1","Weight":100}]""",
        // None fires while a test runs, however slow the machine is: what it started would be another answer.
        ["cron"] = "@every 8760h",
        ["trust"] = """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::2000000000000000:root"}}]}
            """,
    };

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await OwnAsync("CreateFlow", $"Name={{flow}} Definition={{definition}} Description={Secret} Type=FDL");
        await OwnAsync("CreateFlow", $"Name={{flow}}-express Definition={{express}} Description={Secret} Type=FDL ExecutionMode=Express");
        await OwnAsync("PublishFlowVersion", $"FlowName={{flow}} Description={Secret}");
        await OwnAsync("CreateFlowAlias", $"FlowName={{flow}} Name=live RoutingConfigurations={{routes}} Description={Secret}");
        await OwnAsync("CreateSchedule", $"FlowName={{flow}} ScheduleName=nightly CronExpression={{cron}} Description={Secret}");
        await OwnAsync("StartExecution", $$"""FlowName={flow} ExecutionName=run Input={"x":"{{Secret}}"}""");
        _names["token"] = await _server.TaskToken;
        await SubmittedAsync();
        await OwnAsync("CreateUser", "UserName=ada");
        _names["key"] = (await OwnAsync("CreateAccessKey")).Got("AccessKeyId")!;
        await OwnAsync("CreateRole", "RoleName=auditor TrustPolicy={trust}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The service has the call before the history tells of it, and after that the execution rests.</summary>
    private async Task SubmittedAsync()
    {
        while (!(await OwnAsync("GetExecutionHistory")).Body.Contains("TaskSubmitted", StringComparison.Ordinal))
        {
        }
    }

    [Fact]
    public async Task Every_operation_finds_nothing_of_the_other_account()
    {
        var before = await SnapshotAsync();

        foreach (var api in _server.Apis)
        {
            foreach (var action in api.Operations.Keys.Order(StringComparer.Ordinal))
            {
                Assert.True(SomeCalls.All.ContainsKey(action), $"{action} has no row here.");
                await TryAsync(api, action);
            }
        }

        Assert.Equal(before, await SnapshotAsync());
    }

    // Goal: isolation, whatever is sent. Method: calls of any operation with any parameters of all, their values the first
    // account's names; what it alone knows comes in no answer. Names would: the caller
    // may have put them anywhere itself. One seed repeats a run: SLUICE_FUZZ_SEED chooses it, SLUICE_FUZZ_CASES asks for more calls.
    [Fact]
    public async Task Whatever_the_other_account_sends_nothing_of_the_first_is_seen_or_changed()
    {
        var seed = Number("SLUICE_FUZZ_SEED", Random.Shared.Next());
        output.WriteLine($"SLUICE_FUZZ_SEED={seed}");
        var dice = new Random(seed);
        var before = await SnapshotAsync();
        Assert.Contains(Secret, before, StringComparison.Ordinal);
        var actions = _server.Apis.SelectMany(api => api.Operations.Keys.Select(action => (Api: api, Action: action))).ToArray();
        string[] values = [.. _names.Values, .. Nobodys.Keys.Select(Filled), First, "run", "live", "nightly", "*", "1", "true", "runner"];

        for (var call = 0; call < Number("SLUICE_FUZZ_CASES", 300); call++)
        {
            var (api, action) = actions[dice.Next(actions.Length)];
            var parameters = SomeCalls.Pairs(action).Select(pair => (pair.Name, Value: Filled(pair.Value)))
                .Where(_ => dice.Next(8) > 0)
                .Concat(dice.GetItems([.. SomeCalls.Names], dice.Next(6)).Select(name => (Name: name, Value: values[dice.Next(values.Length)])))
                .GroupBy(pair => pair.Name).Select(group => group.Last()).ToArray();
            var answer = await _server.CallAsync(api, AccessFixture.Other, action, parameters);

            Assert.True(answer.Status < 500, $"seed {seed}, call {call}, {action}: {answer.Body}");
            Assert.False(answer.Body.Contains(Secret, StringComparison.Ordinal), $"seed {seed}, call {call}, {action}: {answer.Body}");
        }

        Assert.Equal((seed, before), (seed, await SnapshotAsync()));
    }

    [Fact]
    public async Task Naming_the_other_account_does_not_help_in_administration()
    {
        var before = await SnapshotAsync();
        var api = _server.Apis.Single(api => api.Service == "sluice");

        foreach (var action in api.Operations.Keys)
        {
            var answer = await CallAsync(AccessFixture.Other, api, action, SomeCalls.All[action] + $" Account={First}");
            Assert.Equal((action, "AccessDenied"), (action, answer.ErrorCode()));
        }

        Assert.Equal(before, await SnapshotAsync());
    }

    /// <summary>The answer must be the one that is given about things that nobody has.</summary>
    private async Task TryAsync(Api api, string action)
    {
        var theirs = await CallAsync(AccessFixture.Other, api, action, SomeCalls.All[action]);

        var marks = new[] { _names["flow"], _names["key"], "ada", "auditor" };
        if (theirs.Status == 200)
        {
            // A list without anything of the other's, or a thing of the caller's own under the same name.
            var isOwn = action is "CreateFlow" or "CreateUser" or "CreateRole" or "ListAuditRecords";
            Assert.True(isOwn || !marks.Any(theirs.Body.Contains), $"{action}: {theirs.Body}");
            await CleanAsync(action);
            return;
        }

        var nobodys = await CallAsync(
            AccessFixture.Other, api, action, Nobodys.Aggregate(SomeCalls.All[action], (call, name) => Renamed(call, name.Key, name.Value)));
        Assert.Equal((action, nobodys.Status, nobodys.ErrorCode()), (action, theirs.Status, theirs.ErrorCode()));
        Assert.Equal(
            Nobodys.Aggregate(Message(nobodys), (text, name) => Renamed(text, name.Value, Filled(name.Key))), Message(theirs));
    }

    /// <summary>What was made under the same names, in the other account.</summary>
    private async Task CleanAsync(string action)
    {
        var undo = action switch
        {
            "CreateFlow" => "DeleteFlow",
            "CreateUser" => "DeleteUser",
            "CreateRole" => "DeleteRole",
            _ => null,
        };
        if (undo is not null)
        {
            var answer = await CallAsync(AccessFixture.Other, ApiOf(undo), undo, SomeCalls.All[action]);
            Assert.Equal((undo, 200), (undo, answer.Status));
        }
    }

    /// <summary>All that the first account has, as its owner sees it.</summary>
    private async Task<string> SnapshotAsync()
    {
        string[] reads =
        [
            "ListFlows", "ListFlowVersions", "ListFlowAliases", "ListSchedules", "ListExecutions", "GetExecutionHistory", "ListUsers",
            "ListAccessKeys", "ListRoles",
        ];
        var answers = new List<string>();
        foreach (var action in reads)
        {
            var answer = await OwnAsync(action);
            answers.Add(answer.Body.Replace(answer.Got("RequestId")!, "", StringComparison.Ordinal));
        }

        return string.Join('\n', answers);
    }

    private async Task<RawAnswer> OwnAsync(string action, string? parameters = null)
    {
        var answer = await CallAsync(AccessFixture.Owner, ApiOf(action), action, parameters ?? SomeCalls.All[action]);
        Assert.True(answer.Status == 200, $"{action}: {answer.Body}");
        return answer;
    }

    private Api ApiOf(string action) => _server.Apis.Single(api => api.Operations.ContainsKey(action));

    private Task<RawAnswer> CallAsync((string, string) key, Api api, string action, string parameters) => _server.CallAsync(
        api,
        key,
        action,
        [
            .. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], Filled(pair[1]))),
        ]);

    private string Filled(string text) =>
        _names.Append(new("express", Express)).Aggregate(text, (filled, name) =>
            filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    private static string Renamed(string text, string from, string to) => text.Replace(from, to, StringComparison.Ordinal);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    private static string Message(RawAnswer answer) => answer.Json.GetProperty("Message").GetString()!;
}
