using Sluice.Engine.Schedules;
using Sluice.Engine.Tests.Turns;
using Sluice.Engine.Timers;
using Sluice.Model;
using Sluice.Storage;
using Sluice.Storage.Memory;

namespace Sluice.Engine.Tests.Schedules;

/// <summary>A shard's schedules in memory: what is written, and what is waited for.</summary>
public sealed class LiveSchedulesTests
{
    private readonly FakeTurn _turn = new();
    private readonly MemoryStore _store = new(shardCount: 1, tokenKey: new byte[32]);
    private readonly LiveSchedules _schedules;
    private Task<long>? _claimed;

    public LiveSchedulesTests() => _schedules = new LiveSchedules(_turn, _store);

    [Fact]
    public void A_schedule_that_changes_is_written_with_the_turn_and_waits_for_its_next_instant()
    {
        var schedule = _schedules.Put(HourlyOf(number: 1, flow: 7));

        var written = Assert.Single(_turn.End().Schedules);
        Assert.Equal((schedule.Row.Id, 1L), (written.Id, written.Row!.Version));
        var (entry, due) = Assert.Single(_turn.Armed);
        Assert.Equal((TimerEntry.Schedule(schedule.Row.Id), _turn.Now.AddHours(1)), (entry, due));
        Assert.Equal(2, _schedules.Put(schedule).Row.Version);
    }

    [Fact]
    public void The_schedules_of_a_deleted_flow_go_and_no_others()
    {
        _schedules.Put(HourlyOf(number: 1, flow: 7));
        _schedules.Put(HourlyOf(number: 2, flow: 8));
        _schedules.Put(HourlyOf(number: 3, flow: 7));
        _turn.End();

        _schedules.OnFlowDeleted(7);

        Assert.Equal([1, 3], _turn.End().Schedules.Where(write => write.Row is null).Select(write => write.Id.Value).Order());
        Assert.True(_schedules.Has(8, "s2"));
        Assert.False(_schedules.Has(7, "s1"));
    }

    [Fact]
    public void A_sweep_after_the_clock_was_set_back_counts_from_then()
    {
        _schedules.Put(HourlyOf(number: 1, flow: 7));
        _schedules.OnSweep();
        _turn.Armed.Clear();
        _turn.Now -= TimeSpan.FromHours(5);

        _schedules.OnSweep();

        Assert.Equal(_turn.Now.AddHours(1), Assert.Single(_turn.Armed).Due);
    }

    [Fact]
    public void A_schedule_that_is_read_back_is_waited_for_from_the_next_sweep_on()
    {
        _schedules.TakeUp(HourlyOf(number: 1, flow: 7));
        Assert.Empty(_turn.Armed);
        Assert.Empty(_turn.End().Schedules);

        _schedules.OnSweep();

        Assert.Single(_turn.Armed);
        Assert.Equal(1, _schedules.Enabled);
    }

    [Fact]
    public async Task A_payload_leaves_memory_once_it_is_stored_and_is_read_when_it_is_wanted()
    {
        var made = _schedules.Put(HourlyOf(number: 1, flow: 7).With(Payload));
        Assert.True(_schedules.TryGet(made.Row.Id, out var waiting) && waiting.Row.Payload == Payload);
        await StoreAsync();

        _schedules.OnSweep();

        Assert.True(_schedules.TryGet(made.Row.Id, out var kept) && kept.Row.Payload.Length == 0);
        Assert.Equal(Payload, (await _schedules.WholeAsync(kept!)).Row.Payload);
    }

    [Fact]
    public async Task A_write_without_the_payload_leaves_it_as_it_is_stored()
    {
        var made = _schedules.Put(HourlyOf(number: 1, flow: 7).With(Payload));
        await StoreAsync();
        _schedules.OnSweep();
        Assert.True(_schedules.TryGet(made.Row.Id, out var kept));

        _schedules.Put(kept.Fired());
        await StoreAsync();

        var stored = await _store.FindScheduleAsync(7, "s1", default);
        Assert.Equal((Payload, 2L), (stored!.Payload, stored.Version));
    }

    [Fact]
    public async Task A_newer_payload_stays_until_it_is_stored_itself()
    {
        var made = _schedules.Put(HourlyOf(number: 1, flow: 7).With(Payload));
        await StoreAsync();
        _schedules.Put(made.With(Newer));

        _schedules.OnSweep();

        Assert.True(_schedules.TryGet(made.Row.Id, out var kept));
        Assert.Equal(Newer, kept.Row.Payload);
    }

    private const string Payload = """{"n":1}""";
    private const string Newer = """{"n":2}""";

    private async Task StoreAsync()
    {
        // The first one to claim a shard has epoch 1, as the turn has.
        await (_claimed ??= _store.ClaimAsync(0, default).AsTask());
        Assert.Empty((await _store.CommitAsync(_turn.End(), default)).Fenced);
        _turn.Store();
    }

    private LiveSchedule HourlyOf(long number, long flow) => LiveSchedule.Read(new ScheduleRow
    {
        Id = new ExecutionId(number),
        FlowId = flow,
        Uuid = Guid.Empty,
        Name = $"s{number}",
        Description = "",
        Payload = "",
        Cron = "0 0 * * * *",
        Enabled = true,
        Created = _turn.Now.ToUnixTimeMilliseconds(),
        Modified = _turn.Now.ToUnixTimeMilliseconds(),
        Anchor = _turn.Now.ToUnixTimeMilliseconds(),
        Version = 0,
    }).Begun(_turn.Now);
}
