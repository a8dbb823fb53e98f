using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Watching;

public sealed class RecentEndsTests
{
    private static readonly DateTimeOffset End = DateTimeOffset.FromUnixTimeMilliseconds(1_000_000);

    private readonly RecentEnds _recent = new();

    [Fact]
    public void An_end_is_found_by_flow_and_name_for_a_minute()
    {
        var row = Row("run");
        Add(row);

        Assert.Same(row, _recent.Find(1, "run", End));
        Assert.Same(row, _recent.Find(1, "run", End.AddMilliseconds(59_999)));
        Assert.Null(_recent.Find(1, "run", End.AddMinutes(1)));
        Assert.Null(_recent.Find(2, "run", End));
        Assert.Null(_recent.Find(1, "other", End));
    }

    [Fact]
    public void What_is_long_or_belongs_to_a_map_run_is_left_to_the_store()
    {
        Add(Row("input") with { Input = new byte[4_097] });
        Add(Row("both") with { Input = new byte[2_048], Output = new byte[2_049] });
        Add(Row("child") with { MapRun = "map" });

        Assert.Null(_recent.Find(1, "input", End));
        Assert.Null(_recent.Find(1, "both", End));
        Assert.Null(_recent.Find(1, "child", End));
    }

    [Fact]
    public void What_has_not_ended_is_left_to_the_store()
    {
        Add(Row("run") with { Status = ExecutionStatus.Running });
        Assert.Null(_recent.Find(1, "run", End));
    }

    [Fact]
    public void However_many_end_only_a_bounded_number_is_kept()
    {
        const int ends = 100_000;
        for (var i = 0; i < ends; i++)
        {
            Add(Row($"run-{i}"));
        }

        var kept = Enumerable.Range(0, ends).Where(i => _recent.Find(1, $"run-{i}", End) is not null).ToList();
        Assert.InRange(kept.Count, 1, 2_048);
        Assert.Contains(ends - 1, kept);
    }

    private void Add(ExecutionRow row) => _recent.OnStored(new(row, 1, 5));

    private static ExecutionRow Row(string name) => new()
    {
        Id = new ExecutionId(1),
        FlowId = 1,
        RevisionId = 1,
        Name = name,
        Status = ExecutionStatus.Succeeded,
        Started = 0,
        Stopped = End.ToUnixTimeMilliseconds(),
    };
}
