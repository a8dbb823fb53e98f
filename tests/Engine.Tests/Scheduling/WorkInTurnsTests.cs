using Sluice.Engine.Scheduling;
using Sluice.Model.Names;

namespace Sluice.Engine.Tests.Scheduling;

/// <summary>Work beside the executions waits for its turn, and its end reaches whoever asked for it.</summary>
public sealed class WorkInTurnsTests
{
    private readonly ComputingByHand _computing = new();

    private AccountTurns Turns => new(new AccountLanes(_computing), new ThreadPoolScheduler());

    [Fact]
    public async Task A_piece_is_done_in_its_turn_and_not_before()
    {
        var work = Turns.MakeAsync(AccountId.Default, () => 7, CancellationToken.None);
        Assert.False(work.IsCompleted);

        _computing.RunAll();

        Assert.Equal(7, await work);
    }

    [Fact]
    public async Task What_a_piece_throws_is_whoever_asked_for_it_s_and_nobody_else_s()
    {
        var broken = Turns.MakeAsync<int>(AccountId.Default, () => throw new InvalidDataException("no"), CancellationToken.None);
        var next = Turns.MakeAsync(AccountId.Default, () => 1, CancellationToken.None);

        _computing.RunAll();

        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidDataException>(() => broken)).Message);
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task A_piece_whose_caller_has_gone_is_not_begun()
    {
        using var gone = new CancellationTokenSource();
        var isDone = false;
        var work = Turns.MakeAsync(AccountId.Default, () => isDone = true, gone.Token);

        await gone.CancelAsync();
        _computing.RunAll();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.False(isDone);
    }

    [Fact]
    public async Task Long_work_goes_on_in_its_turns_until_it_is_done()
    {
        var work = Turns.RunInSlicesAsync(
            AccountId.Default,
            pause =>
            {
                var often = 0;
                while (often < 1_000_000)
                {
                    often++;
                    pause();
                }

                return often;
            },
            CancellationToken.None);

        while (!work.IsCompleted)
        {
            // A turn ends when the work pauses, which it asks for another one by; so there is one to come, or the end.
            SpinWait.SpinUntil(() => work.IsCompleted || _computing.Count > 0);
            _computing.RunAll();
        }

        Assert.Equal(1_000_000, await work);
    }

    [Fact]
    public async Task Long_work_whose_caller_has_gone_ends_where_it_pauses_and_holds_nobody_up()
    {
        using var gone = new CancellationTokenSource();
        var work = Turns.RunInSlicesAsync<int>(
            AccountId.Default,
            pause =>
            {
                gone.Cancel();
                while (true)
                {
                    pause();
                }
            },
            gone.Token);

        _computing.RunAll();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }
}
