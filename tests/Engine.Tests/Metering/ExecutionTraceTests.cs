using System.Collections.Concurrent;
using System.Diagnostics;
using Sluice.Model;
using Sluice.Simulation;
using Some = Sluice.Engine.Tests.Api.Flows;

namespace Sluice.Engine.Tests.Metering;

/// <summary>The spans of an execution, and that a crash does not part them.</summary>
public sealed class ExecutionTraceTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public ExecutionTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Sluice.Engine",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Calls_and_the_whole_of_an_execution_are_spans_of_one_trace_also_across_a_crash()
    {
        var world = new World(seed: 7);
        world.CreateFlow("traced", Twice);
        world.Start("traced", "crashed", """{"n":1}""");
        world.RunUntil(() => Of("crashed").Any());
        world.Crash();
        world.RunToRest();

        var spans = Of("crashed").ToList();
        Assert.Contains(spans, span => span.DisplayName == "task call");
        Assert.Contains(spans, span => span.DisplayName == "task again");
        var whole = Assert.Single(spans, span => span.DisplayName == "execution traced");
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
        Assert.All(spans, span => Assert.Equal(default, span.ParentSpanId));
        var row = world.Describe("traced", "crashed");
        Assert.Equal(ExecutionStatus.Succeeded, row.Status);
        Assert.Equal(row.Started.UtcDateTime, whole.StartTimeUtc);

        // The library knows no span that takes no time at all.
        Assert.InRange(whole.Duration - (row.Stopped!.Value - row.Started), TimeSpan.Zero, TimeSpan.FromTicks(1));
    }

    [Fact]
    public void Whoever_starts_one_has_a_link_to_its_trace_and_two_have_two()
    {
        var world = new World(seed: 8);
        world.CreateFlow("linked", Some.Pass);
        using var caller = new Activity("caller").Start();
        world.Start("linked", "first");
        world.Start("linked", "second");
        world.RunToRest();

        Assert.Equal(
            Of("first").Concat(Of("second")).Select(span => span.TraceId).Order(ById),
            caller.Links.Select(link => link.Context.TraceId).Order(ById));
        Assert.Equal(2, caller.Links.Select(link => link.Context.TraceId).Distinct().Count());
    }

    [Fact]
    public void A_failed_execution_tells_its_code_and_no_more()
    {
        var world = new World(seed: 9);
        world.CreateFlow("failing", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States: [{ Name: a, Type: Fail, Code: OutOfStock, Detail: a secret }]
            """);
        world.Start("failing", "unlucky");
        world.RunToRest();

        var span = Assert.Single(Of("unlucky"));
        Assert.Equal((ActivityStatusCode.Error, "OutOfStock"), (span.Status, span.StatusDescription));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("a secret") == true);
    }

    private const string Twice = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { value: 1 }, Next: again }
          - { Name: again, Type: Task, Action: HTTP:Request, Parameters: { value: 2 }, End: true }
        """;

    private static Comparer<ActivityTraceId> ById { get; } = Comparer<ActivityTraceId>.Create(
        (one, other) => string.CompareOrdinal(one.ToHexString(), other.ToHexString()));

    /// <summary>Other tests trace, too.</summary>
    private IEnumerable<Activity> Of(string execution) =>
        _spans.Where(span => span.GetTagItem("sluice.execution") as string == execution);
}
