using Sluice.Engine;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>Executions of which some have been kept long enough: those leave, whatever breaks meanwhile, and no others.</summary>
/// <param name="world">Its engine removes by one of the <see cref="Rules"/>.</param>
internal sealed class RetentionStory(World world)
{
    /// <summary>Children of a map run that takes more than one step to remove.</summary>
    private const int Many = 60;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    private static readonly string[] Flows = ["plain", "mapping", "parent"];

    private readonly HashSet<ExecutionId> _seen = [];

    /// <summary>By age, by number, and with a flow that has a rule of its own, each with what stays of five.</summary>
    public static IReadOnlyDictionary<string, (EngineOptions Options, Func<string, string[]> Kept)> Rules { get; } =
        new Dictionary<string, (EngineOptions, Func<string, string[]>)>
        {
            ["age"] = (new() { Retention = Age }, _ => ["new-1", "new-2"]),
            ["number"] = (new() { RetentionCount = 1 }, _ => ["new-2"]),
            ["flow"] = (
                new()
                {
                    Retention = Age,
                    RetentionByFlow =
                    [
                        new(AccountId.Default, "plain", new(100 * Age, Count: 3)),
                        new(AccountId.Default, "parent", new(Age: null, Count: 1)),
                    ],
                },
                flow => flow switch
                {
                    "plain" => ["old-2", "new-1", "new-2"],
                    "parent" => ["new-2"],
                    _ => ["new-1", "new-2"],
                }),
        };

    public void Run(string rule)
    {
        foreach (var (name, definition) in Definitions)
        {
            Caller.Insist(world, () => world.CreateFlow(name, definition), "FlowAlreadyExists");
        }

        StartAll("old-0", "old-1", "old-2");
        Caller.Insist(world, () => world.Start("endless", "running"), "ExecutionAlreadyExists");
        world.RunFor(1.5 * Age);
        StartAll("new-1", "new-2");
        for (var round = 0; round < 12; round++)
        {
            world.RunFor(TimeSpan.FromSeconds(10));
        }

        Check();
        foreach (var flow in Flows)
        {
            Assert.Equal(
                Rules[rule].Kept(flow).Order(StringComparer.Ordinal),
                Rows(FlowOf(flow)).Where(row => row.MapRun is null).Select(row => row.Name).Order(StringComparer.Ordinal));
        }

        Assert.Equal(ExecutionStatus.Running, Assert.Single(Rows(FlowOf("endless"))).Status);
    }

    /// <summary>What is stored is whole, and of what has left nothing is there.</summary>
    public void Check()
    {
        var stored = Definitions.Select(flow => Wait(world.Store.FindFlowAsync(AccountId.Default, flow.Name, default)))
            .OfType<FlowRow>().SelectMany(flow => CheckFlow(flow.Id)).ToHashSet();
        foreach (var gone in _seen.Where(id => !stored.Contains(id)))
        {
            Assert.Null(Wait(world.Store.FindExecutionAsync(gone, default)));
            Assert.Empty(Wait(world.Store.ReadEventsAsync(gone, 1, 10, long.MaxValue, default)));
            Assert.Empty(Wait(world.Store.ReadStateAsync(gone, default)));
            Assert.Empty(Wait(world.Store.ReadMapRunsAsync(gone, "", 10, default)));
        }

        _seen.UnionWith(stored);
    }

    private List<ExecutionId> CheckFlow(long flow)
    {
        var rows = Rows(flow).ToList();
        foreach (var row in rows.Where(row => row.Status.HasEnded()))
        {
            var events = Wait(world.Store.ReadEventsAsync(row.Id, 1, int.MaxValue, long.MaxValue, default))
                .SelectMany(part => EventCodec.Decode(part.Events)).ToList();
            Assert.Equal(Enumerable.Range(1, events.Count).Select(id => (long)id), events.Select(item => item.Id));
            Assert.Equal(EventType.ExecutionSucceeded, events[^1].Type);
        }

        Assert.Equal(rows.Count, Wait(world.Store.ReadUsageAsync(flow, default)).Executions);
        return rows.ConvertAll(row => row.Id);
    }

    /// <summary>Executions of a flow, and behind them the children of their map runs.</summary>
    private IEnumerable<ExecutionRow> Rows(long flow)
    {
        var roots = List(run: null);
        var runs = roots.SelectMany(row => Wait(world.Store.ReadMapRunsAsync(row.Id, "", 10, default)));
        return [.. roots, .. runs.SelectMany(run => List(run.Name))];

        IReadOnlyList<ExecutionRow> List(string? run) =>
            Wait(world.Store.ListExecutionsAsync(new() { FlowId = flow, Limit = 1_000, MapRun = run }, default));
    }

    private void StartAll(params string[] names)
    {
        foreach (var (name, flow) in names.SelectMany(name => Flows.Select(flow => (name, flow))))
        {
            Caller.Insist(world, () => world.Start(flow, name, InputOf(name)), "ExecutionAlreadyExists");
            world.RunFor(TimeSpan.FromSeconds(1));
        }

        Check();
    }

    private static string InputOf(string name) =>
        $$"""{"items":[{{string.Join(',', Enumerable.Range(1, name == "old-1" ? Many : 2))}}]}""";

    private long FlowOf(string name) => Wait(world.Store.FindFlowAsync(AccountId.Default, name, default))!.Id;

    private static IEnumerable<(string Name, string Definition)> Definitions { get; } =
    [
        ("plain", OneState("{ Name: a, Type: Pass, End: true }")),
        ("endless", OneState("{ Name: a, Type: Task, Action: HTTP:Request, Parameters: { never: true }, End: true }")),
        ("mapping", OneState(
            """
            { Name: each, Type: Map, ItemsPath: $Input.items, End: true,
              ProcessorConfig: { ExecutionMode: Standard },
              Processor: { StartAt: a, States: [{ Name: a, Type: Pass, End: true }] } }
            """)),
        ("parent", OneState(
            """
            { Name: a, Type: Task, Action: FNF:StartExecution, TaskMode: WaitForSystemCallback,
              Parameters: { resourceArn: 'acs:fnf:::flow/child', input: {} }, End: true }
            """)),
        ("child", OneState("{ Name: a, Type: Pass, End: true }")),
    ];

    private static string OneState(string state) => $"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: {(state.Contains("Name: each", StringComparison.Ordinal) ? "each" : "a")}
        States:
          - {state.ReplaceLineEndings("\n    ")}
        """;

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
