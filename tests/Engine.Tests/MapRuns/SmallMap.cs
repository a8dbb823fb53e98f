using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Engine.MapRuns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Tests.MapRuns;

/// <summary>Runs of a Map of numbers, without an engine.</summary>
internal static class SmallMap
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ExecutionFacts Parent = new("flow", "run", JsonPayload.EmptyObject, "", Now);

    /// <param name="items">How many there are.</param>
    public static MapRun Begin(int items, string mode = "Standard", int concurrency = 10, bool hasWriter = false) => MapRun.Begin(
        "a", new ExecutionId(1), Revision(mode), OrderOf(items, concurrency, hasWriter), Now, Limits.Default);

    /// <summary>The run as a restart finds what is stored of it.</summary>
    public static MapRun Restored(MapRun run, string mode) => MapRun.Restore(
        new MapRunRow(run.Name, run.Parent, IsOpen: true, run.Snapshot.Encode()),
        Revision(mode),
        run.Order,
        MapProgress.Decode(run.Snapshot.Encode()),
        [],
        Limits.Default);

    /// <summary>What reading its items brings: a child for each.</summary>
    public static FedChildren Children(int from, int count, bool isEnd = true) => new(
        [.. Enumerable.Range(from, count).Select(index =>
            new MapChild(index, Items: 1, JsonPayload.Null, new FeedPosition(index, index, null)))],
        new FeedPosition(from + count, from + count, null),
        isEnd);

    public static MapResult Succeeded(int index) =>
        new(index, ChildName.Of("a", index), ExecutionStatus.Succeeded, JsonPayload.Null, Failure: null, Input: null);

    /// <summary>All children that may be started now.</summary>
    public static List<int> TakeAll(MapRun run)
    {
        var taken = new List<int>();
        while (run.TryTake(out var child))
        {
            taken.Add(child.Index);
        }

        return taken;
    }

    private static CompiledRevision Revision(string mode)
    {
        var definition = $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: each
            States:
              - Name: each
                Type: Map
                ItemsPath: $Input.numbers
                ProcessorConfig: { ExecutionMode: {{mode}} }
                Processor: { StartAt: pass, States: [{ Name: pass, Type: Pass, End: true }] }
                End: true
            """;
        var compiled = FlowCompiler.Compile(definition, "flow", ExecutionMode.Standard, Limits.Default);
        Assert.True(compiled.IsValid, Diagnostics.Summary(compiled.Diagnostics));
        return new CompiledRevision(
            AccountId.Default, "flow", ExecutionMode.Standard, new RevisionRow(1, 1, definition, "", null), compiled.Flow);
    }

    private static MapOrder OrderOf(int items, int concurrency, bool hasWriter) => new(
        StateId: 0,
        Frame: 1,
        Attempt: 1,
        Depth: 0,
        Seed: 1,
        JsonPayload.EmptyObject,
        new MapRunPlan
        {
            Items = JsonPayload.Of(new JsonArray([.. Enumerable.Range(0, items).Select(number => JsonValue.Of(number))])),
            Writer = hasWriter ? JsonPayload.EmptyObject : null,
            Concurrency = concurrency,
        });
}
