using Sluice.Model;

namespace Sluice.Storage.Conformance;

// Schedules: written with batches, read by name and by shard.
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_schedule_is_found_by_name_as_it_was_written_also_after_a_new_opening()
    {
        var row = Rows.Schedule(1);
        var idle = Rows.Schedule(2) with { Enabled = false, NextAt = null, Payload = "", Description = "" };
        await PutAsync(row, idle);
        await ReopenAsync();

        Equality.Same(row, await Store.FindScheduleAsync(1, "s1", None));
        Equality.Same(idle, await Store.FindScheduleAsync(1, "s2", None));
        Assert.Null(await Store.FindScheduleAsync(1, "S1", None));
        Assert.Null(await Store.FindScheduleAsync(2, "s1", None));
    }

    [Fact]
    public async Task A_write_of_the_next_version_replaces_all_that_can_change()
    {
        var row = Rows.Schedule(1);
        await PutAsync(row);
        var changed = row with
        {
            Description = "",
            Payload = "",
            Cron = "@every 5m",
            Enabled = false,
            Modified = 9,
            Anchor = 8,
            NextAt = null,
            Missed = 70,
            MissedFrom = 6,
            MissedUntil = 7,
            Version = 2,
        };
        await PutAsync(changed with { Uuid = Guid.Empty, Name = "other", FlowId = 2, Created = 1 });

        Equality.Same(changed, await Store.FindScheduleAsync(1, "s1", None));
        Assert.Null(await Store.FindScheduleAsync(2, "other", None));
    }

    [Fact]
    public async Task A_write_can_leave_the_payload_as_it_is_stored()
    {
        var row = Rows.Schedule(1) with { Payload = "{}" };
        await PutAsync(row);
        var changed = row with { NextAt = 7, Version = 2 };
        await CommitAsync(batch => batch.Schedules.Add(new(row.Id, changed with { Payload = "" }) { KeepsPayload = true }));
        await ReopenAsync();

        Equality.Same(changed, await Store.FindScheduleAsync(1, "s1", None));
    }

    [Fact]
    public async Task Writes_of_one_batch_are_applied_in_order()
    {
        await PutAsync(Rows.Schedule(1));
        var successor = Rows.Schedule(2) with { Name = "s1" };
        await CommitAsync(batch =>
        {
            batch.Schedules.Add(new(Rows.Id(1), Rows.Schedule(1) with { Version = 2 }));
            batch.Schedules.Add(new(Rows.Id(1), Row: null));
            batch.Schedules.Add(new(Rows.Id(2), successor));
            batch.Schedules.Add(new(Rows.Id(2), successor with { NextAt = 7, Version = 2 }));
            batch.Schedules.Add(new(Rows.Id(3), Rows.Schedule(3)));
            batch.Schedules.Add(new(Rows.Id(3), Row: null));
        });

        Equality.Same(
            [successor with { NextAt = 7, Version = 2 }], await Store.ReadSchedulesAsync(0, default, 10, None));
    }

    [Fact]
    public async Task A_schedule_that_is_not_there_is_removed_in_vain()
    {
        await CommitAsync(batch => batch.Schedules.Add(new(Rows.Id(1), Row: null)));

        Assert.Equal(0, await Store.CountSchedulesAsync(1, None));
    }

    public static TheoryData<string> BadSchedules =>
        ["number in use", "name in use", "version in use", "version ahead", "no such schedule", "gone"];

    [Theory]
    [MemberData(nameof(BadSchedules))]
    public async Task A_batch_with_a_bad_schedule_writes_nothing(string problem)
    {
        var stored = Rows.Schedule(1) with { Version = 2 };
        await PutAsync(Rows.Schedule(1), stored, Rows.Schedule(2));
        await CommitAsync(batch => batch.Schedules.Add(new(Rows.Id(2), Row: null)));
        var bad = problem switch
        {
            "number in use" => Rows.Schedule(1) with { Name = "free" },
            "name in use" => Rows.Schedule(3) with { Name = "s1" },
            "version in use" => stored with { Description = "bad" },
            "version ahead" => stored with { Version = 4 },
            "no such schedule" => Rows.Schedule(9) with { Version = 2 },
            "gone" => Rows.Schedule(2) with { Version = 2 },
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
        };

        await Assert.ThrowsAsync<BatchConflictException>(() => TryCommitAsync(batch =>
        {
            batch.Inserts.Add(Rows.Execution(5));
            batch.Schedules.Add(new(Rows.Id(4), Rows.Schedule(4)));
            batch.Schedules.Add(new(bad.Id, bad));
        }));

        Equality.Same([stored], await Store.ListSchedulesAsync(1, null, 10, None));
        Assert.Null(await FindAsync(Rows.Id(5)));
        Assert.Null(await Store.FindScheduleAsync(1, "s4", None));
    }

    [Fact]
    public async Task Schedules_with_an_outdated_epoch_are_fenced()
    {
        var stale = Batch();
        await Store.ClaimAsync(2, None);
        stale.Schedules.Add(new(Rows.Id(1), Rows.Schedule(1)));

        Assert.NotEmpty((await Store.CommitAsync(stale, None)).Fenced);
        Assert.Equal(0, await Store.CountSchedulesAsync(1, None));
    }

    [Fact]
    public async Task A_name_of_a_schedule_is_free_in_another_flow_and_in_another_case()
    {
        await PutAsync(
            Rows.Schedule(1),
            Rows.Schedule(2, flow: 2) with { Name = "s1" },
            Rows.Schedule(3) with { Name = "S1" });

        Assert.Equal(Rows.Id(2), (await Store.FindScheduleAsync(2, "s1", None))!.Id);
        Assert.Equal(2, await Store.CountSchedulesAsync(1, None));
        Assert.Equal(1, await Store.CountSchedulesAsync(2, None));
    }

    [Fact]
    public async Task Schedules_are_listed_by_name_in_pages()
    {
        string[] names = ["A", "B", "_", "a", "aa", "b", "\uFFFD", "\U0001F600"];
        await PutAsync(
            [.. names.Reverse().Select((name, n) => Rows.Schedule(n) with { Name = name }), Rows.Schedule(50, flow: 2)]);

        async Task<string[]> ListAsync(string? after, int limit) =>
            [.. (await Store.ListSchedulesAsync(1, after, limit, None)).Select(row => row.Name)];

        Assert.Equal(names, await ListAsync(null, 100));
        Assert.Equal(names[..3], await ListAsync(null, 3));
        Assert.Equal(names[3..5], await ListAsync("_", 2));
        Assert.Empty(await ListAsync("\U0001F600", 10));
    }

    [Fact]
    public async Task A_shard_reads_its_own_schedules_by_number_whatever_their_flow()
    {
        await PutAsync(
            Rows.Schedule(3, shard: 1),
            Rows.Schedule(1, shard: 1, flow: 2),
            Rows.Schedule(2, shard: 1) with { Enabled = false, NextAt = null },
            Rows.Schedule(4, shard: 2));

        async Task<string[]> ReadAsync(int shard, ExecutionId after, int limit) =>
            [.. (await Store.ReadSchedulesAsync(shard, after, limit, None)).Select(row => row.Name)];

        Assert.Equal(["s1", "s2", "s3"], await ReadAsync(1, default, 10));
        Assert.Equal(["s1", "s2"], await ReadAsync(1, default, 2));
        Assert.Equal(["s3"], await ReadAsync(1, Rows.Id(2, shard: 1), 2));
        Assert.Equal(["s4"], await ReadAsync(2, default, 10));
        Assert.Empty(await ReadAsync(0, default, 10));
    }

    [Fact]
    public async Task A_deleted_flow_with_schedules_is_not_forgotten()
    {
        var flow = await CreateFlowAsync("a");
        await PutAsync(Rows.Schedule(1, flow: flow.Id));
        await Store.TryDeleteFlowAsync(flow.Id, None);
        Assert.False(await Store.TryForgetFlowAsync(flow.Id, None));
        Assert.NotNull(await Store.FindScheduleAsync(flow.Id, "s1", None));

        await CommitAsync(batch => batch.Schedules.Add(new(Rows.Id(1), Row: null)));
        Assert.True(await Store.TryForgetFlowAsync(flow.Id, None));
    }

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task Any_text_of_a_schedule_is_kept(string text)
    {
        var row = Rows.Schedule(1) with { Name = text, Description = text, Payload = text, Cron = text };
        await PutAsync(row, row with { Version = 2 });
        await ReopenAsync();

        Equality.Same(row with { Version = 2 }, await Store.FindScheduleAsync(1, text, None));
    }

    private Task PutAsync(params ScheduleRow[] rows) =>
        CommitAsync(batch => batch.Schedules.AddRange(rows.Select(row => new ScheduleWrite(row.Id, row))));
}
