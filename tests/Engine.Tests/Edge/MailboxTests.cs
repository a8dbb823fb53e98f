using Sluice.Engine.Edge;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Edge;

public sealed class MailboxTests
{
    private readonly SteppedScheduler _scheduler = new(new Random(1).Next);
    private readonly Mailbox _mailbox;
    private readonly Loop _loop;

    public MailboxTests()
    {
        _mailbox = new Mailbox(capacity: 2, _scheduler);
        _loop = new Loop(_mailbox);
    }

    [Fact]
    public void What_comes_before_the_loop_waits_for_it()
    {
        _mailbox.Post(new Message.Sweep());
        Assert.True(_scheduler.IsIdle);

        _mailbox.Begin(_loop);
        Run();

        Assert.Equal([1], _loop.Turns);
    }

    [Fact]
    public void A_loop_has_one_turn_for_whatever_has_come_and_none_without()
    {
        _mailbox.Begin(_loop);
        Assert.True(_scheduler.IsIdle);

        _mailbox.Post(new Message.Sweep());
        _mailbox.Post(new Message.Collect());
        Run();

        Assert.Equal([2], _loop.Turns);
    }

    [Fact]
    public void What_comes_during_a_turn_has_the_next_one()
    {
        _mailbox.Begin(_loop);
        _loop.BeforeRest = () => _mailbox.Post(new Message.Sweep());
        _mailbox.Post(new Message.Sweep());
        Run();

        Assert.Equal([1, 1], _loop.Turns);
    }

    [Fact]
    public void A_loop_that_wants_another_turn_has_one()
    {
        _mailbox.Begin(_loop);
        _loop.IsDue = true;
        _mailbox.Wake();
        Run();

        Assert.Equal([0, 0], _loop.Turns);
    }

    [Fact]
    public void It_is_full_until_something_is_taken()
    {
        _mailbox.Post(new Message.Sweep());
        Assert.False(_mailbox.IsFull);
        _mailbox.Post(new Message.Sweep());
        Assert.True(_mailbox.IsFull);

        Assert.True(_mailbox.TryTake(out _));

        Assert.False(_mailbox.IsFull);
    }

    private void Run()
    {
        while (!_scheduler.IsIdle)
        {
            _scheduler.RunOne();
        }
    }

    /// <summary>Takes all there is in each turn.</summary>
    private sealed class Loop(Mailbox mailbox) : IThreadPoolWorkItem
    {
        /// <summary>Messages taken, by turn.</summary>
        public List<int> Turns { get; } = [];

        public bool IsDue { get; set; }

        public Action? BeforeRest { get; set; }

        public void Execute()
        {
            var taken = 0;
            while (mailbox.TryTake(out _))
            {
                taken++;
            }

            Turns.Add(taken);
            var (isDue, before) = (IsDue, BeforeRest);
            (IsDue, BeforeRest) = (false, null);
            before?.Invoke();
            mailbox.Rest(isDue);
        }
    }
}
