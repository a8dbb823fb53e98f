using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Targets;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests.Worlds;

public sealed class ScriptedTargetTests
{
    private static readonly JsonPayload Done = JsonPayload.Of(JsonObject.Of(("done", new JsonNumber(1))));

    private readonly VirtualTime _time = new();
    private readonly SteppedScheduler _scheduler = new();
    private readonly Dictionary<string, ScriptedAnswer> _script = [];

    [Fact]
    public async Task A_call_is_answered_by_the_script_when_its_owner_lets_it()
    {
        var target = Target(scheduler: null);
        var calling = Call(target, "a");
        Assert.False(calling.IsCompleted);

        target.Answer(Assert.Single(target.Waiting));

        Assert.True((await calling).TryGet(out var result, out _));
        Assert.Equal(Done, result);
        Assert.Empty(target.Waiting);
        Assert.Equal("a", Assert.Single(target.Answered).IdempotencyKey);
    }

    [Fact]
    public async Task A_failure_is_an_answer_like_another()
    {
        _script["a"] = new(new StepFailure("HTTP.503", "as told"));
        var target = Target(scheduler: null);
        var calling = Call(target, "a");

        target.Answer(target.Next()!);

        Assert.False((await calling).TryGet(out _, out var failure));
        Assert.Equal("HTTP.503", failure.Code);
    }

    [Fact]
    public void An_answer_comes_after_its_time_counted_from_when_the_attempt_first_came()
    {
        _script["a"] = new(Done) { After = TimeSpan.FromSeconds(10) };
        var target = Target(scheduler: null);
        _ = Call(target, "a");
        Assert.Null(target.Next());
        Assert.Equal(_time.GetUtcNow().AddSeconds(10), target.NextReady);

        _time.Advance(TimeSpan.FromSeconds(6));
        target.Forget();
        _ = Call(target, "a");

        Assert.Equal(_time.GetUtcNow().AddSeconds(4), target.NextReady);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.NotNull(target.Next());
        Assert.Equal(2, target.Made["a"]);
    }

    [Fact]
    public void Of_calls_that_can_be_answered_the_oldest_is_next_unless_somebody_chooses()
    {
        _script["silent"] = new(Done) { IsSilent = true };
        var target = Target(scheduler: null);
        foreach (var key in new[] { "silent", "a", "b" })
        {
            _ = Call(target, key);
        }

        Assert.Equal("a", target.Next()!.IdempotencyKey);
        Assert.Equal("b", target.Next(count => count - 1)!.IdempotencyKey);
        target.IsHolding = true;
        Assert.Null(target.Next());
    }

    [Fact]
    public async Task A_call_that_is_called_off_waits_no_longer_unless_the_other_side_has_not_heard_of_that()
    {
        _script["deaf"] = new(Done) { OutlivesItsCall = true };
        var target = Target(scheduler: null);
        using var cancellation = new CancellationTokenSource();
        var calling = Call(target, "a", cancellation.Token);
        _ = Call(target, "deaf", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        Assert.Equal("deaf", Assert.Single(target.Waiting).IdempotencyKey);
    }

    [Fact]
    public async Task A_call_takes_its_time_to_arrive_and_one_called_off_on_its_way_never_does()
    {
        var target = Target(_scheduler);
        using var cancellation = new CancellationTokenSource();
        _ = Call(target, "a");
        _ = Call(target, "b", cancellation.Token);
        Assert.Empty(target.Waiting);

        await cancellation.CancelAsync();
        _scheduler.RunOne();
        _scheduler.RunOne();

        Assert.Equal(["a"], target.Waiting.Select(call => call.IdempotencyKey));
        Assert.Equal(["a"], target.Made.Keys);
    }

    [Fact]
    public void Task_tokens_are_kept_with_the_parameters_that_they_came_with()
    {
        var target = Target(scheduler: null);

        _ = Call(target, "a");
        _ = Call(target, "b", token: "T1");

        var (token, parameters, at) = Assert.Single(target.Tokens);
        Assert.Equal(("T1", _time.GetUtcNow()), (token, at));
        Assert.Equal("b", ((JsonString)parameters.Get("key")).Value);
    }

    private ScriptedTarget Target(SteppedScheduler? scheduler) => new(
        ["HTTP:Request"],
        call => _script.GetValueOrDefault(call.IdempotencyKey, new ScriptedAnswer(Done)),
        scheduler,
        _time);

    private static Task<Outcome<JsonPayload>> Call(
        ScriptedTarget target, string key, CancellationToken cancellationToken = default, string? token = null) =>
        target.InvokeAsync(
            new TaskCall(
                "HTTP:Request",
                JsonPayload.Of(JsonObject.Of(("key", new JsonString(key)))),
                token,
                key,
                MaxResultBytes: 1_000,
                new TaskContext(AccountId.Default, "flow", "run", "state", "", DateTimeOffset.MaxValue)),
            cancellationToken);
}
