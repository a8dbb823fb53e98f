using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tests.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Sharing.Memory;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Engine.Tests.Edge;

public sealed class MailboxTests
{
    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");
    private static readonly AccountId Quiet = AccountId.FromStored("1000000000000002");

    private readonly SharedMemory _memory = new(MemoryBudget.Of(1L << 30, chosen: null, strangersPercent: 12));
    private readonly VirtualTime _time = new();
    private readonly SteppedScheduler _scheduler = new(new Random(1).Next);
    private readonly Backlog _backlog = new(TimeSpan.FromSeconds(1), new AccountLanes(new ComputingByHand()));
    private readonly Mailbox _mailbox;
    private readonly Loop _loop;

    public MailboxTests()
    {
        _mailbox = new Mailbox(capacity: 10, _scheduler, _time, _backlog, new EngineMemory(_memory));
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
    public void One_account_alone_may_have_as_much_as_the_setting_says()
    {
        Assert.Equal(10, FillUp(Loud));

        Assert.True(_mailbox.TryTake(out _));
        Assert.Equal(1, FillUp(Loud));
    }

    [Fact]
    public void Whoever_has_most_is_refused_first_and_a_quiet_account_is_not()
    {
        FillUp(Loud);
        Assert.True(_mailbox.TryPost(Of(Quiet)));
        Assert.False(_mailbox.TryPost(Of(Loud)));

        // Results and the like are taken whatever waits.
        _mailbox.Post(Of(Loud));
        Assert.Equal((11, 1), (_mailbox.CountOf(Loud), _mailbox.CountOf(Quiet)));
    }

    [Fact]
    public void A_refusal_says_how_much_the_account_has_and_when_to_come_again()
    {
        FillUp(Loud);
        _mailbox.Refuse(Loud);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(_mailbox.TryTake(out _));
        }

        // Four have gone in a second, and one more has to go for the next to have room.
        _time.Advance(TimeSpan.FromSeconds(1));
        FillUp(Loud);
        var refusal = _mailbox.Refuse(Loud);

        Assert.Equal("ResourceThrottled", refusal.Code);
        Assert.Contains("10 messages of the account wait for one shard", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("engine.mailboxCapacity", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(0.25), refusal.RetryAfter);
    }

    [Fact]
    public void Accounts_take_turns_by_the_work_that_their_messages_were()
    {
        for (var i = 0; i < 20; i++)
        {
            _mailbox.Post(Of(Loud));
            _mailbox.Post(Of(Quiet));
        }

        var order = new List<AccountId>();
        while (_mailbox.TryTake(out var message))
        {
            order.Add(message.Account!.Value);
            _mailbox.Pay(message.Account == Loud ? 60_000 : 10_000);
        }

        // In its quantum the one has one or two, the other six or so.
        var half = order.Take(20).ToList();
        Assert.InRange(half.Count(account => account == Loud), 2, 6);
        Assert.Equal(40, order.Count);
    }

    [Fact]
    public void What_is_of_an_account_with_too_much_uncommitted_waits_for_a_commit_and_wakes_the_loop_then()
    {
        _mailbox.Begin(_loop);
        _backlog.Add(Loud, 2_000_000);
        _mailbox.Post(Of(Loud));
        _mailbox.Post(Of(Quiet));
        Run();
        Assert.Equal([1], _loop.Turns);

        _backlog.Release(Loud, 2_000_000);
        Run();
        Assert.Equal([1, 1], _loop.Turns);
        Assert.Equal(0, _mailbox.CountOf(Loud));
    }

    [Fact]
    public void What_is_said_of_the_shard_waits_for_no_commit()
    {
        _mailbox.Begin(_loop);
        _backlog.Add(Loud, 2_000_000);
        _mailbox.Post(Of(Loud));
        _mailbox.Post(new Message.Given(Epoch: 7));
        Run();

        Assert.Equal(2, _loop.Turns.Sum());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Nothing_is_lost_each_account_keeps_its_order_and_what_is_said_of_the_shard_keeps_its_place(int seed)
    {
        var random = new Random(seed);
        var posted = new List<Message>();
        var taken = new List<Message>();
        for (var i = 0; i < 400; i++)
        {
            if (random.Next(3) > 0)
            {
                posted.Add(random.Next(12) == 0
                    ? new Message.Given(i)
                    : new Message.Recover(new ExecutionId(i)) { Account = new AccountId?[] { Loud, Quiet, null }[random.Next(3)] });
                _mailbox.Post(posted[^1]);
            }
            else if (_mailbox.TryTake(out var message))
            {
                taken.Add(message);
                _mailbox.Pay(random.Next(200_000));
            }
        }

        while (_mailbox.TryTake(out var message))
        {
            taken.Add(message);
            _mailbox.Pay(random.Next(200_000));
        }

        Assert.Equal(posted.ToHashSet(), taken.ToHashSet());
        Assert.All(new AccountId?[] { Loud, Quiet, null }, account => Assert.Equal(
            posted.Where(message => message.IsOfShard || message.Account == account),
            taken.Where(message => message.IsOfShard || message.Account == account)));
        Assert.Equal((0, 0), (_mailbox.CountOf(Loud), _mailbox.CountOf(Quiet)));
    }

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 20)];

    private static Message.Sweep Of(AccountId account) => new() { Account = account };

    /// <returns>How many were taken.</returns>
    private int FillUp(AccountId account)
    {
        var count = 0;
        while (_mailbox.TryPost(Of(account)))
        {
            count++;
        }

        return count;
    }

    private void Run()
    {
        while (!_scheduler.IsIdle)
        {
            _scheduler.RunOne();
        }
    }

    /// <summary>Takes all there is in each turn.</summary>
    [Fact]
    public void What_came_with_a_message_counts_for_its_account_until_the_shard_takes_it()
    {
        var answer = JsonPayload.Of(JsonValue.Of(new string('x', 50_000)));
        _mailbox.Post(new Message.CallEnded(new ExecutionId(1), 1, 1, answer) { Account = Loud });
        _mailbox.Post(new Message.CallEnded(new ExecutionId(1), 1, 1, answer) { Account = Quiet });
        _mailbox.Post(new Message.CallEnded(new ExecutionId(1), 1, 1, answer) { Account = Loud });
        _mailbox.Post(new Message.CallEnded(new ExecutionId(1), 1, 1, JsonPayload.Null) { Account = Loud });
        Assert.Equal((8 * answer.ByteCount, 4 * answer.ByteCount), (Held(Loud), Held(Quiet)));

        _mailbox.Begin(_loop);
        Run();

        Assert.Equal((0, 0), (Held(Loud), Held(Quiet)));

        int Held(AccountId account) => (int)_memory.Accounts.Of(account.Value).Held;
    }

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
