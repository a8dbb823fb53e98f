using System.Collections.Concurrent;
using System.Text;
using static Sluice.Queues.Tests.Opened;

namespace Sluice.Queues.Tests;

public sealed class QueueStoreTests
{
    [Fact]
    public async Task Messages_come_by_priority_and_then_by_age()
    {
        await using var opened = new Opened();
        await opened.SendAsync("late", priority: 16);
        await opened.SendAsync("first", priority: 1);
        await opened.SendAsync("second", priority: 1);

        Assert.Equal(["first", "second", "late"], await opened.TakeAsync());
    }

    [Fact]
    public async Task All_messages_can_be_looked_at_page_by_page_those_too_that_cannot_be_taken_now()
    {
        await using var opened = new Opened();
        await opened.SendAsync("late", priority: 16);
        await opened.SendAsync("taken", priority: 1);
        await opened.SendAsync("next", priority: 1);
        await opened.TakeOneAsync();

        var first = await opened.Store.BrowseAsync(Ada, "orders", after: null, 2);
        var rest = await opened.Store.BrowseAsync(Ada, "orders", new(first[1].Priority, first[1].Id), 2);

        Assert.Equal(["taken", "next", "late"], first.Concat(rest).Select(message => Encoding.UTF8.GetString(message.Body)));
        Assert.Equal((1, 0), (first[0].Taken, first[1].Taken));
        Assert.Equal(("orders", 3), Assert.Single(await opened.Store.ListQueuesWithCountsAsync(Ada, "", 10)) is var listed
            ? (listed.Name, listed.Messages) : default);
        Assert.Equal(["next", "late"], await opened.TakeAsync());
    }

    [Fact]
    public async Task What_is_taken_is_hidden_and_comes_back_unless_it_is_deleted()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");
        var taken = await opened.TakeOneAsync();

        Assert.Empty(await opened.TakeAsync());
        opened.Time.Advance(30);
        var again = await opened.TakeOneAsync();
        await Refused("MessageNotExist", () => opened.Store.DeleteAsync(Ada, "orders", taken.Receipt!));
        await opened.Store.DeleteAsync(Ada, "orders", again.Receipt!);
        opened.Time.Advance(30);

        Assert.Equal((1, 2), (taken.Taken, again.Taken));
        Assert.Equal(taken.FirstTaken, again.FirstTaken);
        Assert.Empty(await opened.TakeAsync());
    }

    [Fact]
    public async Task Hiding_changes_when_it_comes_back_and_its_receipt()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");
        var taken = await opened.TakeOneAsync();

        var hidden = await opened.Store.HideAsync(Ada, "orders", taken.Receipt!, 100);

        opened.Time.Advance(99);
        Assert.Empty(await opened.TakeAsync());
        await Refused("MessageNotExist", () => opened.Store.DeleteAsync(Ada, "orders", taken.Receipt!));
        await opened.Store.DeleteAsync(Ada, "orders", hidden.Receipt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA!")]
    public async Task A_receipt_that_is_none_is_refused(string receipt)
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");

        await Refused("ReceiptHandleError", () => opened.Store.DeleteAsync(Ada, "orders", receipt));
    }

    [Fact]
    public async Task A_delayed_message_comes_when_its_time_has_come()
    {
        await using var opened = new Opened();
        await opened.SendAsync("later", delay: 60);

        Assert.Empty(await opened.TakeAsync());
        opened.Time.Advance(60);
        Assert.Equal(["later"], await opened.TakeAsync());
    }

    [Fact]
    public async Task A_message_that_is_sent_again_with_its_key_is_the_same_message()
    {
        await using var opened = new Opened();
        var first = await opened.SendAsync("a", key: "attempt-1");
        await opened.Store.DeleteAsync(Ada, "orders", (await opened.TakeOneAsync()).Receipt!);
        await opened.ReopenAsync();

        var again = await opened.SendAsync("a", key: "attempt-1");

        Assert.Equal(first, again);
        Assert.Empty(await opened.TakeAsync());
    }

    [Fact]
    public async Task What_was_sent_is_there_after_the_store_is_opened_again()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");
        await opened.ReopenAsync();

        Assert.Equal(["a"], await opened.TakeAsync());
    }

    [Fact]
    public async Task A_copy_can_be_opened_and_has_what_was_sent_before()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");

        await opened.Store.BackUpAsync(opened.PathOf("copy.db"));
        await opened.SendAsync("b");
        await opened.ReopenAsync("copy.db");

        Assert.Equal(["a"], await opened.TakeAsync());
    }

    [Fact]
    public async Task Whoever_waits_gets_what_is_sent_meanwhile()
    {
        await using var opened = new Opened();
        await opened.Store.MakeQueueAsync(Ada, "orders", new());
        var waiting = opened.Store.TakeAsync(Ada, "orders", 1, TimeSpan.FromSeconds(30), CancellationToken.None);

        await opened.SendAsync("a");

        Assert.Equal("a", Text(Assert.Single(await waiting.WaitAsync(Patience))));
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        await using var opened = new Opened();
        await opened.Store.MakeQueueAsync(Ada, "orders", new());
        using var stop = new CancellationTokenSource();
        var waiting = opened.Store.TakeAsync(Ada, "orders", 1, TimeSpan.FromSeconds(30), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Many_takers_get_each_message_once()
    {
        await using var opened = new Opened();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => opened.SendAsync($"{i}")));
        var seen = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (await opened.TakeAsync(7) is { Count: > 0 } some)
            {
                some.ToList().ForEach(seen.Add);
            }
        }));

        Assert.Equal(500, seen.Count);
        Assert.Equal(500, seen.Distinct().Count());
    }

    [Fact]
    public async Task Accounts_see_nothing_of_each_other()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");
        var taken = await opened.TakeOneAsync();

        await Refused("QueueNotExist", () => opened.Store.PeekAsync(Ben, "orders", 1));
        await opened.Store.MakeQueueAsync(Ben, "orders", new());
        await Refused("MessageNotExist", () => opened.Store.DeleteAsync(Ben, "orders", taken.Receipt!));
        Assert.Equal(["orders"], await opened.Store.ListQueuesAsync(Ben, "", "", 10));
    }

    [Fact]
    public async Task Peeking_leaves_a_message_where_it_is()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");

        var seen = Assert.Single(await opened.Store.PeekAsync(Ada, "orders", 16));

        Assert.Equal(("a", null, 0), (Text(seen), seen.Receipt, seen.Taken));
        Assert.Equal(["a"], await opened.TakeAsync());
    }

    [Fact]
    public async Task A_view_counts_messages_by_how_they_stand()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");
        await opened.SendAsync("b");
        await opened.SendAsync("c", delay: 60);
        await opened.TakeOneAsync();

        var view = await opened.Store.GetQueueAsync(Ada, "orders");

        Assert.Equal((1, 1, 1), (view.Active, view.Inactive, view.Delayed));
    }

    [Fact]
    public async Task A_queue_that_is_made_twice_alike_is_there_once_and_otherwise_refused()
    {
        await using var opened = new Opened();

        Assert.True(await opened.Store.MakeQueueAsync(Ada, "q", new()));
        Assert.False(await opened.Store.MakeQueueAsync(Ada, "q", new()));
        await Refused("QueueAlreadyExist", () => opened.Store.MakeQueueAsync(Ada, "q", new() { DelaySeconds = 1 }));
    }

    [Fact]
    public async Task Names_are_listed_page_by_page_with_a_prefix()
    {
        await using var opened = new Opened();
        foreach (var name in new[] { "b", "a2", "a1", "a3" })
        {
            await opened.Store.MakeQueueAsync(Ada, name, new());
        }

        Assert.Equal(["a1", "a2"], await opened.Store.ListQueuesAsync(Ada, "a", "", 2));
        Assert.Equal(["a3"], await opened.Store.ListQueuesAsync(Ada, "a", "a2", 2));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("")]
    public async Task A_name_that_cannot_be_is_refused(string name)
    {
        await using var opened = new Opened();

        await Refused("InvalidArgument", () => opened.Store.MakeQueueAsync(Ada, name, new()));
    }

    [Fact]
    public async Task What_is_sent_to_no_queue_is_refused_unless_it_may_be_made()
    {
        await using var opened = new Opened();

        await Refused("QueueNotExist", () => opened.Store.SendAsync(Ada, "orders", new NewMessage(Body("a"))));
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_with_the_limit()
    {
        await using var opened = new Opened();

        var refusal = await Refused("InvalidArgument", () => opened.SendAsync(new string('x', 65_537)));

        Assert.Contains("at most 65536", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_by_one_that_is_gone_can_be_given_back_at_once()
    {
        await using var opened = new Opened();
        await opened.SendAsync("a");
        await opened.SendAsync("later", delay: 60);
        await opened.TakeOneAsync();

        await opened.Store.GiveBackAsync(Ada, "orders");

        Assert.Equal(["a"], await opened.TakeAsync());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_its_name()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, new string('x', 5_000));

        Assert.Contains(path, Assert.Throws<IOException>(() => QueueStore.Open(path, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static async Task<QueueException> Refused(string code, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<QueueException>(act);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
