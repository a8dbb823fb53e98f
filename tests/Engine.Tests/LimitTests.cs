using System.Reflection;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Simulation;

namespace Sluice.Engine.Tests;

/// <summary>
/// Goal: every limit can be set, holds where it is set, and says so with its own error. Method: one flow for each limit,
/// which succeeds under the documented limits and not under a lower one.
/// </summary>
public sealed class LimitTests
{
    /// <summary>Limits on how many there are of something; their tests stand beside what they count.</summary>
    private static readonly string[] TestedElsewhere =
    [
        nameof(Limits.Flows), nameof(Limits.RunningExecutions), nameof(Limits.RunningExpressExecutions),
        nameof(Limits.Schedules), nameof(Limits.AccountSchedules), nameof(Limits.AccountVersions), nameof(Limits.AccountAliases),
        nameof(Limits.AccountMegabytes), nameof(Limits.ExecutionMegabytes),
        nameof(Limits.ClassicIterations),
    ];

    private static readonly Case[] Cases =
    [
        new(nameof(Limits.StateDataBytes), new() { StateDataBytes = 100 }, "FnF.DataLimitExceeded", "100")
        {
            Definition = StateMachine("{ Name: a, Type: Pass, OutputConstructor: { x.$: $Input.x, y.$: $Input.x }, End: true }"),
            Input = $$"""{"x":"{{new string('x', 60)}}"}""",
        },
        new(nameof(Limits.StateDataBytes), new() { StateDataBytes = 100 }, "EntityTooLarge", "100")
        {
            Definition = StateMachine("{ Name: a, Type: Succeed }"),
            Input = $$"""{"x":"{{new string('x', 100)}}"}""",
        },
        new(nameof(Limits.RequestBytes), new() { RequestBytes = 50 }, "InvalidArgument", "SL1001")
        {
            Definition = StateMachine("{ Name: a, Type: Succeed }"),
        },
        new(nameof(Limits.Events), new() { Events = 12 }, "FnF.EventLimitExceeded", "12")
        {
            Definition = StateMachine(
                "{ Name: a, Type: Pass, Next: b }, { Name: b, Type: Pass, Next: c }, { Name: c, Type: Pass, End: true }"),
        },
        new(nameof(Limits.GlobalKeyBytes), new() { GlobalKeyBytes = 5 }, "FnF.DataLimitExceeded", "5")
        {
            Definition = StateMachine("{ Name: a, Type: Pass, GlobalConstructor: { longer: 1 }, End: true }"),
        },
        new(nameof(Limits.GlobalValueBytes), new() { GlobalValueBytes = 10 }, "FnF.DataLimitExceeded", "10")
        {
            Definition = StateMachine("{ Name: a, Type: Pass, GlobalConstructor: { k: more than that }, End: true }"),
        },
        new(nameof(Limits.GlobalBytes), new() { GlobalBytes = 30 }, "FnF.DataLimitExceeded", "30")
        {
            Definition = StateMachine(
                "{ Name: a, Type: Pass, GlobalConstructor: { k: sixteen letters }, Next: b }, "
                + "{ Name: b, Type: Pass, GlobalConstructor: { l: sixteen letters }, End: true }"),
        },
        new(nameof(Limits.JsonDepth), new() { JsonDepth = 4 }, "FnF.DataLimitExceeded", "4")
        {
            Definition = StateMachine("{ Name: a, Type: Pass, OutputConstructor: { x: { y.$: $Input } }, End: true }"),
            Input = """{"a":{"b":[1]}}""",
        },
        new(nameof(Limits.JsonDepth), new() { JsonDepth = 4 }, "InvalidArgument", "4")
        {
            Definition = StateMachine("{ Name: a, Type: Succeed }"),
            Input = """{"a":{"b":[[[1]]]}}""",
        },
        new(nameof(Limits.ScopeDepth), new() { ScopeDepth = 1 }, "InvalidArgument", "SL2019")
        {
            Definition = StateMachine(Within("a", Within("b", "{ Name: c, Type: Succeed }", "c"), "b")),
        },
        new(nameof(Limits.ScopeDepth), new() { ScopeDepth = 1 }, "InvalidArgument", "SL2108")
        {
            Definition = Classic(ClassicWithin("a", ClassicWithin("b", "{ type: succeed, name: c }"))),
        },
        new(nameof(Limits.ParallelBranches), new() { ParallelBranches = 1 }, "InvalidArgument", "SL2009")
        {
            Definition = StateMachine(
                "{ Name: a, Type: Parallel, End: true, Branches: [{ StartAt: b, States: [{ Name: b, Type: Succeed }] }, "
                + "{ StartAt: c, States: [{ Name: c, Type: Succeed }] }] }"),
        },
        new(nameof(Limits.InlineIterations), new() { InlineIterations = 30 }, "InvalidArgument", "1 to 30")
        {
            Definition = StateMachine(
                "{ Name: a, Type: Map, End: true, ItemsPath: $Input.x, MaxConcuccency: 31, "
                + "Processor: { StartAt: b, States: [{ Name: b, Type: Succeed }] } }"),
            Input = """{"x":[1]}""",
        },
        new(nameof(Limits.InlineIterations), new() { InlineIterations = 30 }, "FnF.InvalidArgument", "1 to 30")
        {
            Definition = StateMachine(
                "{ Name: a, Type: Map, End: true, ItemsPath: $Input.x, MaxConcuccency.$: $Input.n, "
                + "Processor: { StartAt: b, States: [{ Name: b, Type: Succeed }] } }"),
            Input = """{"x":[1],"n":31}""",
        },
        new(nameof(Limits.MapRunItems), new() { MapRunItems = 2 }, "FnF.MapRunLimitExceeded", "3 items; at most 2")
        {
            Definition = StateMachine(Distributed("a", "")),
            Input = """{"x":[1,2,3]}""",
        },
        new(nameof(Limits.MapRunItems), new() { MapRunItems = 2 }, "InvalidArgument", "1 to 2")
        {
            Definition = StateMachine(Distributed("a", "MaxItems: 3, ")),
            Input = """{"x":[1,2,3]}""",
        },
        new(nameof(Limits.MapRunConcurrency), new() { MapRunConcurrency = 30 }, "InvalidArgument", "1 to 30")
        {
            Definition = StateMachine(Distributed("a", "MaxConcurrency: 31, ")),
            Input = """{"x":[1]}""",
        },
        new(nameof(Limits.OpenMapRuns), new() { OpenMapRuns = 1 }, "FnF.MapRunLimitExceeded", "1 distributed Map")
        {
            Definition = StateMachine(
                "{ Name: a, Type: Parallel, End: true, Branches: ["
                + $"{{ StartAt: b, States: [{Distributed("b", "")}] }}, {{ StartAt: c, States: [{Distributed("c", "")}] }}] }}"),
            Input = """{"x":[1]}""",
        },
        new(nameof(Limits.SubFlowDepth), new() { SubFlowDepth = 1 }, "FnF.ExecutionFailed", "FnF.DepthLimitExceeded")
        {
            Definition = Starting("g"),
            Others = [("g", Starting("h")), ("h", StateMachine("{ Name: a, Type: Succeed }"))],
        },
        new(
            nameof(Limits.StandardExecution),
            new() { StandardExecution = TimeSpan.FromSeconds(5) },
            "FnF.ExecutionTimeout",
            "5 seconds")
        {
            Definition = StateMachine("{ Name: a, Type: Wait, Seconds: 10, End: true }"),
        },
        new(
            nameof(Limits.StandardExecution),
            new() { StandardExecution = TimeSpan.FromSeconds(5) },
            "InvalidArgument",
            "1 to 5")
        {
            Definition = "Timeout: 6\n" + StateMachine("{ Name: a, Type: Succeed }"),
        },
        new(
            nameof(Limits.ExpressExecution),
            new() { ExpressExecution = TimeSpan.FromSeconds(5) },
            "FnF.ExecutionTimeout",
            "5 seconds")
        {
            Definition = StateMachine("{ Name: a, Type: Wait, Seconds: 10, End: true }"),
            Mode = ExecutionMode.Express,
        },
        new(nameof(Limits.StandardWaitSeconds), new() { StandardWaitSeconds = 9 }, "InvalidArgument", "1 to 9")
        {
            Definition = StateMachine("{ Name: a, Type: Wait, Seconds: 10, End: true }"),
        },
        new(nameof(Limits.StandardWaitSeconds), new() { StandardWaitSeconds = 9 }, "FnF.InvalidArgument", "1 to 9")
        {
            Definition = StateMachine("{ Name: a, Type: Wait, Seconds.$: $Input.x, End: true }"),
            Input = """{"x":10}""",
        },
        new(nameof(Limits.ExpressWaitSeconds), new() { ExpressWaitSeconds = 9 }, "InvalidArgument", "1 to 9")
        {
            Definition = StateMachine("{ Name: a, Type: Wait, Seconds: 10, End: true }"),
            Mode = ExecutionMode.Express,
        },
        new(nameof(Limits.ExpressWaitSeconds), new() { ExpressWaitSeconds = 9 }, "FnF.InvalidArgument", "1 to 9")
        {
            Definition = StateMachine("{ Name: a, Type: Wait, Seconds.$: $Input.x, End: true }"),
            Input = """{"x":10}""",
            Mode = ExecutionMode.Express,
        },
        new(nameof(Limits.ClassicStepBytes), new() { ClassicStepBytes = 100 }, "FnF.DataSizeExceeded", "100")
        {
            Definition = Classic("{ type: pass, name: a, outputMappings: [{ target: y, source: $input.x }] }"),
            Input = $$"""{"x":"{{new string('x', 60)}}"}""",
        },
        new(nameof(Limits.ClassicWaitSeconds), new() { ClassicWaitSeconds = 9 }, "InvalidArgument", "0 to 9")
        {
            Definition = Classic("{ type: wait, name: a, duration: 10 }"),
        },
        new(nameof(Limits.ClassicWaitSeconds), new() { ClassicWaitSeconds = 9 }, "FnF.InvalidInput", "0 to 9")
        {
            Definition = Classic("{ type: wait, name: a, duration: $.x }"),
            Input = """{"x":10}""",
        },
        new(nameof(Limits.ClassicBranches), new() { ClassicBranches = 1 }, "InvalidArgument", "SL2009")
        {
            Definition = Classic(
                "{ type: parallel, name: a, branches: [{ steps: [{ type: succeed, name: b }] }, "
                + "{ steps: [{ type: succeed, name: b }] }] }"),
        },
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_limit_holds_and_says_so(int place)
    {
        var subject = Cases[place];

        Assert.Equal("Succeeded", Run(subject, Limits.Default));

        var refused = Run(subject, subject.Lowered);
        Assert.True(refused.StartsWith(subject.Error + ":", StringComparison.Ordinal), $"{subject.Limit}: {refused}");
        Assert.Contains(subject.Says, refused, StringComparison.Ordinal);
        if (subject.Error.StartsWith("FnF.", StringComparison.Ordinal))
        {
            Assert.Contains($"(setting {SettingOf(subject.Limit)})", refused, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_timeout_of_the_flow_s_own_is_said_to_be_one()
    {
        var subject = new Case(nameof(Limits.StandardExecution), Limits.Default, "FnF.ExecutionTimeout", "")
        {
            Definition = "Timeout: 5\n" + StateMachine("{ Name: a, Type: Wait, Seconds: 10, End: true }"),
        };

        Assert.Equal(
            "FnF.ExecutionTimeout: The execution ran for longer than 5 seconds, which is the flow's own timeout.",
            Run(subject, Limits.Default));
    }

    [Fact]
    public void Iterations_beyond_the_limit_wait_for_their_turn()
    {
        var world = new World(1, options: new() { Limits = new() { ClassicIterations = 3 } });
        world.Target.IsHolding = true;
        world.CreateFlow("f", Classic(
            "{ type: foreach, name: a, iterationMapping: { collection: $.x, item: i }, "
            + "steps: [{ type: task, name: b, action: HTTP:Request, serviceParams: { value: 1 } }] }"));
        world.Start("f", "run", """{"x":[1,2,3,4,5]}""");

        world.RunUntil(() => false, horizon: world.Time.GetUtcNow());
        Assert.Equal(3, world.Target.Waiting.Count);
        world.Target.IsHolding = false;
        world.RunToRest();

        Assert.Equal((3, 5), (world.Target.MostAtOnce, world.Target.Made.Count));
    }

    [Fact]
    public void Every_limit_has_its_test() => Assert.Equal(
        typeof(Limits).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Select(property => property.Name)
            .Except(TestedElsewhere)
            .Order(StringComparer.Ordinal),
        Cases.Select(subject => subject.Limit).Distinct().Order(StringComparer.Ordinal));

    private static string SettingOf(string limit) =>
        $"limits.{char.ToLowerInvariant(limit[0])}{limit[1..]}{(limit.EndsWith("Execution", StringComparison.Ordinal) ? "Seconds" : "")}";

    /// <returns>How it ended, or which error said what.</returns>
    private static string Run(Case subject, Limits limits)
    {
        var world = new World(1, options: new() { Limits = limits });
        try
        {
            subject.Others.ForEach(other => world.CreateFlow(other.Name, other.Definition));
            world.CreateFlow("f", subject.Definition, subject.Mode);
            var row = subject.Mode == ExecutionMode.Express
                ? world.Await(_ => world.Run("f", input: subject.Input))
                : Standard(world, subject.Input);
            return row.Status == ExecutionStatus.Succeeded ? "Succeeded" : $"{row.Error}: {row.Cause}";
        }
        catch (ApiException refusal)
        {
            return $"{refusal.Code}: {refusal.Message}";
        }
    }

    private static ExecutionView Standard(World world, string? input)
    {
        world.Start("f", "run", input);
        world.RunToRest();
        return world.Describe("f", "run");
    }

    private static string StateMachine(string states) =>
        $"Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{states}]\n";

    private static string Within(string name, string state, string start) =>
        $"{{ Name: {name}, Type: Parallel, End: true, Branches: [{{ StartAt: {start}, States: [{state}] }}] }}";

    private static string Starting(string flow) => StateMachine(
        "{ Name: a, Type: Task, Action: FNF:StartExecution, TaskMode: WaitForSystemCallback, "
        + $"Parameters: {{ resourceArn: 'acs:fnf:::flow/{flow}' }}, End: true }}");

    private static string Distributed(string name, string fields) =>
        $"{{ Name: {name}, Type: Map, End: true, ItemsPath: $Input.x, {fields}ProcessorConfig: {{ ExecutionMode: Standard }}, "
        + $"Processor: {{ StartAt: in-{name}, States: [{{ Name: in-{name}, Type: Succeed }}] }} }}";

    private static string Classic(string steps) => $"version: v1\ntype: flow\nsteps: [{steps}]\n";

    private static string ClassicWithin(string name, string step) =>
        $"{{ type: parallel, name: {name}, branches: [{{ steps: [{step}] }}] }}";

    /// <param name="Limit">The one that is tried.</param>
    /// <param name="Error">Code of the refusal, or of the failure that the execution ends with.</param>
    /// <param name="Says">What the message must name, such as the limit's value.</param>
    private sealed record Case(string Limit, Limits Lowered, string Error, string Says)
    {
        public required string Definition { get; init; }

        public string? Input { get; init; }

        public ExecutionMode Mode { get; init; }

        public List<(string Name, string Definition)> Others { get; init; } = [];
    }
}
