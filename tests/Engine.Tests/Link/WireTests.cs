using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Api;
using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Engine.Ownership;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;
using Sluice.Storage.Memory;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Link;

/// <summary>Requests that go to a shard as bytes, some of them twice.</summary>
public sealed class WireTests
{
    private readonly World _world = new(1);

    [Fact]
    public void A_start_that_comes_twice_under_a_generated_name_starts_one_execution_whenever_it_comes()
    {
        _world.CreateFlow("f", Api.Flows.ShortPause);
        var start = new StartRequest(RevisionOf("f"), "drawn", IsGenerated: true, ExecutionInput.None);

        var first = Ask(0, start);
        var second = Ask(0, start);
        _world.RunToRest();
        var late = Ask(0, start);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Id, late.Id);
        Assert.Equal(ExecutionStatus.Succeeded, late.Status);
    }

    [Fact]
    public void A_start_that_comes_twice_under_a_given_name_finds_the_execution_or_is_told_that_it_was_there()
    {
        _world.CreateFlow("f", Api.Flows.ShortPause);
        var start = new StartRequest(RevisionOf("f"), "run", IsGenerated: false, ExecutionInput.None);

        var first = Ask(0, start);
        Assert.Equal(first.Id, Ask(0, start).Id);
        _world.RunToRest();

        Assert.Equal("ExecutionAlreadyExists", Refusal(0, start).Code);
    }

    [Fact]
    public void The_input_arrives_with_the_callers_own_bytes()
    {
        _world.CreateFlow("f", Api.Flows.ShortPause);
        var sent = """{ "x" : 1 }"""u8.ToArray();

        var row = Ask(0, new StartRequest(RevisionOf("f"), "run", IsGenerated: false, ExecutionInput.FromKept(sent)));

        Assert.Equal(sent, row.Input);
    }

    [Fact]
    public void A_revision_that_is_not_there_is_refused_and_nothing_else_is_touched()
    {
        _world.CreateFlow("f", Api.Flows.ShortPause);
        var refusal = Refusal(0, new StartRequest(999, "run", IsGenerated: false, ExecutionInput.None));

        Assert.Equal("InvalidArgument", refusal.Code);
        Assert.DoesNotContain(_world.Log.Lines, line => line.Contains("turn", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_that_comes_twice_is_told_that_it_has_ended()
    {
        _world.CreateFlow("f", Api.Flows.Approval);
        var row = _world.Start("f", "run");
        var stop = new StopRequest(row.Id, "f", "E", "Cause.");

        Assert.Equal(ExecutionStatus.Stopped, Ask(row.Id.Shard, stop).Status);
        Assert.Equal("ExecutionAlreadyCompleted", Refusal(row.Id.Shard, stop).Code);
    }

    [Fact]
    public void A_report_that_comes_twice_is_recorded_once()
    {
        _world.CreateFlow("f", Api.Flows.Approval);
        _world.Start("f", "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0);
        var tokens = new Engine.Tasks.TaskTokens(_world.Store.Identity.TokenKey);
        Assert.True(tokens.TryRead(_world.Target.Tokens[0].Token, out var attempt, out var nonce));
        var report = new ReportRequest(
            AccountId.Default, attempt.Execution, attempt.Frame, attempt.Attempt, nonce, JsonPayload.EmptyObject);

        Assert.InRange(Ask(attempt.Execution.Shard, report), 1, long.MaxValue);
        Assert.Equal("TaskAlreadyCompleted", Refusal(attempt.Execution.Shard, report).Code);
    }

    [Fact]
    public void A_schedule_is_created_changed_and_deleted_once_each()
    {
        _world.CreateFlow("f", Api.Flows.Pass);
        var flow = _world.Store.Flow("f").Id;
        var create = new CreateScheduleRequest(flow, "f", "s", "0 0 9 * * *", "", "", Enabled: true);
        var row = Ask(0, create);
        Assert.Equal("ScheduleAlreadyExists", Refusal(0, create).Code);

        var update = new UpdateScheduleRequest(row.Id, "f", "s", null, null, "Daily.", null);
        Assert.Equal("Daily.", Ask(row.Id.Shard, update).Description);
        Assert.Equal("Daily.", Ask(row.Id.Shard, update).Description);

        var delete = new DeleteScheduleRequest(row.Id, "f", "s");
        Assert.True(Ask(row.Id.Shard, delete));
        Assert.Equal("ScheduleNotExists", Refusal(row.Id.Shard, delete).Code);
    }

    [Fact]
    public async Task A_shard_that_is_worked_on_elsewhere_says_so()
    {
        await using var engine = await OpenAsync(ports => ports with { Directory = new EmptyDirectory() });
        var request = new StopRequest(new(0x1234), "f", "", "");

        var answer = await Wire.AnswerAsync(engine.OwnEnd, 1, Wire.Encode(request));

        var refusal = Assert.Throws<ShardElsewhereException>(() => Wire.Decode(request, answer));
        Assert.Equal(1, refusal.Shard);
    }

    [Fact]
    public async Task Whatever_callers_ask_goes_over_the_link_that_the_engine_is_given()
    {
        var asked = new List<string>();
        await using var engine = await OpenAsync(ports => ports with { Link = own => new CarryingLink(own, asked) });
        var none = CancellationToken.None;
        var flow = FlowName.Lookup("f");
        await engine.Flows.CreateAsync(AccountId.Default, new NewFlow(flow, Api.Flows.Pause), none);
        var run = await engine.Executions.StartAsync(AccountId.Default, new NewExecution(flow, null, Utf8Input: null), none);
        await engine.Executions.StopAsync(
            AccountId.Default, new(flow, ExecutionName.Lookup(run.Name)), null, null, none);
        var daily = ScheduleName.Parse("ScheduleName", "daily");
        await engine.Schedules.CreateAsync(AccountId.Default, new NewSchedule(flow, daily, "0 0 9 * * *"), none);
        await engine.Schedules.UpdateAsync(AccountId.Default, new ScheduleUpdate(flow, daily) { Enabled = false }, none);
        await engine.Schedules.DeleteAsync(AccountId.Default, flow, daily, none);
        await engine.Flows.DeleteAsync(AccountId.Default, flow, none);

        Assert.Equal(
            [
                nameof(StartRequest), nameof(StopRequest), nameof(CreateScheduleRequest), nameof(UpdateScheduleRequest),
                nameof(DeleteScheduleRequest), nameof(FlowDeletedRequest), nameof(FlowDeletedRequest),
            ],
            asked);
    }

    [Fact]
    public void An_answer_to_another_kind_of_request_is_none() => Assert.Throws<InvalidDataException>(
        () => Wire.Decode(new FlowDeletedRequest(1), AnswerCodec.Encode(12L)));

    private long RevisionOf(string flow) => _world.Store.Flow(flow).RevisionId;

    private ApiException Refusal<T>(int shard, ShardRequest<T> request)
        where T : notnull => Assert.Throws<ApiException>(() => Ask(shard, request));

    private T Ask<T>(int shard, ShardRequest<T> request)
        where T : notnull => Wire.Decode(
        request, _world.Await(engine => Wire.AnswerAsync(engine.OwnEnd, shard, Wire.Encode(request))));

    private static Task<SluiceEngine> OpenAsync(Func<EnginePorts, EnginePorts> change) => SluiceEngine.OpenAsync(
        new MemoryStore(shardCount: 2),
        new TargetSet(),
        new EngineOptions(),
        change(EnginePorts.OfThisMachine(NullLoggerFactory.Instance)),
        problem => Assert.Fail(problem.Message),
        CancellationToken.None);

    /// <summary>Carries everything as bytes.</summary>
    private sealed class CarryingLink(IShardLink own, List<string> asked) : IShardLink
    {
        public async Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
            where TAnswer : notnull
        {
            asked.Add(request.GetType().Name);
            return Wire.Decode(request, await Wire.AnswerAsync(own, shard, Wire.Encode(request)));
        }
    }

    /// <summary>Gives nothing.</summary>
    private sealed class EmptyDirectory : IShardDirectory
    {
        public bool IsAlone => false;

        public void Join(int shard, Action<long> given, Action<long> taken)
        {
        }

        public void NoteLost(int shard, TimeSpan pause)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
