using System.Collections.Concurrent;
using Sluice.Sharing.Lanes;

namespace Sluice.Sharing.Tests.Lanes;

public sealed class ComputersTests
{
    [Fact]
    public async Task Work_of_several_lanes_is_done_by_threads_of_its_own()
    {
        using var computers = new Computers(threads: 2, quantum: 10, _ => { });
        var (done, all) = (new ConcurrentBag<string?>(), new CountdownEvent(20));
        for (var i = 0; i < 20; i++)
        {
            computers.Post(new Lane<IWork>($"lane {i % 3}"), new Doing(() =>
            {
                done.Add(Thread.CurrentThread.Name);
                all.Signal();
            }));
        }

        await Task.Run(all.Wait);
        Assert.All(done, name => Assert.StartsWith("Computing ", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_piece_that_throws_is_told_of_and_harms_no_other()
    {
        var failures = new ConcurrentQueue<Exception>();
        using var computers = new Computers(threads: 1, quantum: 10, failures.Enqueue);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lane = new Lane<IWork>("a");
        computers.Post(lane, new Doing(() => throw new InvalidOperationException("broken")));
        computers.Post(lane, new Doing(done.SetResult));

        await done.Task;
        Assert.Equal("broken", Assert.Single(failures).Message);
    }

    [Fact]
    public async Task The_disposal_awaits_what_runs_and_drops_what_comes_later()
    {
        var (begun, goOn) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        var isDone = false;
        var computers = new Computers(threads: 1, quantum: 10, _ => { });
        computers.Post(new Lane<IWork>("a"), new Doing(() =>
        {
            begun.Set();
            goOn.Wait();
            isDone = true;
        }));
        begun.Wait();
        var closing = Task.Run(computers.Dispose);
        goOn.Set();
        await closing;

        Assert.True(isDone);
        computers.Post(new Lane<IWork>("b"), new Doing(() => Assert.Fail("It was done after the end.")));
        computers.Dispose();
    }

    private sealed class Doing(Action action) : IWork
    {
        public long Run()
        {
            action();
            return 1;
        }
    }
}
