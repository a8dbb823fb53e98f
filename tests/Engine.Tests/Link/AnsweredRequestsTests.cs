using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Model;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Link;

/// <summary>A request that was sent again is carried out once, and answered alike.</summary>
public sealed class AnsweredRequestsTests
{
    private readonly VirtualTime _time = new();
    private readonly SteppedScheduler _scheduler = new();
    private readonly AnsweredRequests _answered;
    private int _asked;

    public AnsweredRequestsTests() => _answered = new AnsweredRequests(_scheduler, _time);

    [Fact]
    public async Task The_second_one_gets_the_answer_of_the_first_and_does_nothing()
    {
        Assert.Equal(7L, await AskAsync(1, 7L));
        Assert.Equal(7L, await AskAsync(1, 8L));

        Assert.Equal(1, _asked);
        Assert.Equal(9L, await AskAsync(2, 9L));
    }

    [Fact]
    public async Task One_that_comes_while_the_first_is_in_hand_waits_for_its_answer()
    {
        var answer = new TaskCompletionSource<object>();
        var first = Run(_answered.AnswerAsync(1, () => new(answer.Task)));
        var second = AskAsync(1, 8L);
        Assert.False(second.IsCompleted);

        answer.SetResult(7L);
        RunAll();

        Assert.Equal(7L, await first);
        Assert.Equal(7L, await second);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        await AskAsync(1, ApiException.TaskAlreadyCompleted());

        Assert.Equal("TaskAlreadyCompleted", Assert.IsType<ApiException>(await AskAsync(1, 8L)).Code);
    }

    [Fact]
    public async Task What_has_not_happened_is_asked_again()
    {
        foreach (var unsettled in new Exception[] { new ShardElsewhereException(3), ApiException.ResourceThrottled("much") })
        {
            await AskAsync(1, unsettled);
        }

        Assert.Equal(7L, await AskAsync(1, 7L));
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Where_nobody_knows_what_came_of_it_nobody_knows_the_second_time_either()
    {
        await AskAsync(1, ApiException.InternalServerError());

        Assert.Equal("InternalServerError", Assert.IsType<ApiException>(await AskAsync(1, 7L)).Code);
    }

    [Fact]
    public async Task What_breaks_is_told_to_everybody_who_waits_and_forgotten()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Run(_answered.AnswerAsync(1, () => throw new InvalidOperationException())));

        Assert.Equal(7L, await AskAsync(1, 7L));
    }

    [Fact]
    public async Task Answers_are_forgotten_after_a_minute_and_when_there_are_too_many()
    {
        await AskAsync(0, 7L);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(8L, await AskAsync(0, 8L));

        foreach (var number in Enumerable.Range(1, 20_000))
        {
            await AskAsync((UInt128)(uint)number, 7L);
        }

        Assert.True(_answered.Count <= 10_000);
    }

    private Task<object> AskAsync(UInt128 number, object answer) => Run(_answered.AnswerAsync(number, () =>
    {
        _asked++;
        return new(answer);
    }));

    private Task<object> Run(Task<object> task)
    {
        RunAll();
        return task;
    }

    private void RunAll()
    {
        while (!_scheduler.IsIdle)
        {
            _scheduler.RunOne();
        }
    }
}
