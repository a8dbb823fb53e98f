using Microsoft.Data.Sqlite;
using Sluice.Queues.Buses;

namespace Sluice.Queues.Tests;

/// <summary>Goal: an event is stored once with all that is owed for it, and owed until somebody says what became of it.</summary>
public sealed class BusStoreTests : IAsyncDisposable
{
    private static readonly BusLimits Enough = new(100, 10_000);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly Opened _opened = new();

    private BusStore Buses => _opened.Store.Buses;

    public ValueTask DisposeAsync() => _opened.DisposeAsync();

    [Fact]
    public async Task The_same_source_and_id_is_the_same_event_also_among_those_that_come_together()
    {
        var first = await PutAsync(Event("a"), Event("b"), Event("a"));
        var second = await PutAsync(Event("b"), Event("c"));

        Assert.Equal([true, true, false], first);
        Assert.Equal([false, true], second);
        Assert.Equal(["c", "b", "a"], (await Buses.ListEventsAsync(Opened.Ada, "orders", null, 10)).Select(stored => stored.Id));
    }

    [Fact]
    public async Task What_comes_at_the_same_time_is_stored_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PutAsync(Event("a"))));

        Assert.Single(all, stored => stored![0]);
        Assert.Single(await Buses.ListDeliveriesAsync(Opened.Ada, "orders", null, null, 10));
    }

    [Fact]
    public async Task Another_account_has_buses_of_its_own()
    {
        await PutAsync(Event("a"));

        Assert.Equal([true], await Buses.PutAsync(Opened.Ben, [Event("a")], Kept, Enough));
        Assert.Equal(1, (await Buses.GetAsync(Opened.Ben, "orders")).Events);
        Assert.Equal(0, await Buses.ReplayAsync(Opened.Ben, "orders", number: 1, most: 10));
    }

    [Fact]
    public async Task A_delivery_is_owed_until_it_was_made_also_to_another_process()
    {
        await PutAsync(Event("a"));
        var before = await NextAsync();
        await _opened.ReopenAsync();
        var after = await NextAsync();

        await Buses.DeliveredAsync(after.Number, "done");

        Assert.Equal((before.Number, "a"), (after.Number, after.Event.Id));
        var made = Assert.Single(await Buses.ListDeliveriesAsync(Opened.Ada, "orders", DeliveryState.Delivered, null, 10));
        Assert.Equal((1, "done"), (made.Attempts, made.Result));
    }

    [Fact]
    public async Task What_has_failed_comes_back_in_its_time_and_others_pass_it_by()
    {
        await PutAsync(Event("a"), Event("b"));
        var first = await NextAsync();
        await Buses.FailedAsync(first.Number, "no answer", TimeSpan.FromSeconds(10));

        var second = await NextAsync();
        await Buses.DeliveredAsync(second.Number, null);
        _opened.Time.Advance(seconds: 10);
        var again = await NextAsync();

        Assert.Equal(("a", "b", "a", 1), (first.Event.Id, second.Event.Id, again.Event.Id, again.Attempts));
    }

    [Fact]
    public async Task In_order_the_next_one_waits_for_the_one_before_it()
    {
        await PutAsync(Event("a"), Event("b"));
        var first = await NextAsync(isInOrder: true);
        await Buses.FailedAsync(first.Number, "no answer", TimeSpan.FromSeconds(10));
        using var cancel = new CancellationTokenSource();
        var waiting = Buses.NextAsync("shop", isInOrder: true, () => [], cancel.Token);

        // Another call has been through the store's only thread since, so that it would have been found.
        await Buses.GetAsync(Opened.Ada, "orders");
        Assert.False(waiting.IsCompleted);
        await Buses.FailedAsync(first.Number, "gone", again: null);
        Buses.Tell("shop");

        Assert.Equal("b", (await waiting.WaitAsync(Opened.Patience)).Event.Id);
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_from_the_beginning()
    {
        await PutAsync(Event("a"), Event("b"));
        foreach (var _ in (int[])[1, 2])
        {
            await Buses.FailedAsync((await NextAsync()).Number, "refused", again: null);
        }

        var dead = await Buses.ListDeliveriesAsync(Opened.Ada, "orders", DeliveryState.Dead, null, 10);
        var replayed = await Buses.ReplayAsync(Opened.Ada, "orders", dead[0].Number, most: 10);
        var next = await NextAsync();

        Assert.Equal([("b", "refused"), ("a", "refused")], dead.Select(letter => (letter.Id, letter.Problem)));
        Assert.Equal((1, "b", 0), (replayed, next.Event.Id, next.Attempts));
        Assert.Equal(1, await Buses.ReplayAsync(Opened.Ada, "orders", number: null, most: 10));
    }

    [Fact]
    public async Task A_lane_that_there_is_not_any_more_leaves_dead_letters()
    {
        await PutAsync(Event("a"));

        var closed = await Buses.CloseOtherLanesAsync(["other"], lane => $"no {lane}");

        Assert.Equal(["shop"], closed);
        Assert.Equal("no shop", Assert.Single(await Buses.ListDeliveriesAsync(Opened.Ada, "orders", DeliveryState.Dead, null, 10)).Problem);
    }

    [Theory]
    [InlineData(2, 10_000)]
    [InlineData(100, 5)]
    public async Task An_account_has_no_more_than_it_may_and_what_it_has_already_is_no_more(int events, int bytes)
    {
        var limits = new BusLimits(events, bytes);
        await Buses.PutAsync(Opened.Ada, [Event("a"), Event("b")], Kept, limits);

        Assert.Null(await Buses.PutAsync(Opened.Ada, [Event("a"), Event("c")], Kept, limits));
        Assert.Equal([false], await Buses.PutAsync(Opened.Ada, [Event("a")], Kept, limits));
        Assert.Equal([true], await Buses.PutAsync(Opened.Ben, [Event("c")], Kept, limits));
        Assert.Equal(2, (await Buses.GetAsync(Opened.Ada, "orders")).Events);
    }

    [Fact]
    public async Task A_rule_is_put_in_place_of_the_one_of_its_name()
    {
        await Buses.PutRuleAsync(Opened.Ada, "orders", "paid", [1], most: 1);
        var changed = await Buses.PutRuleAsync(Opened.Ada, "orders", "paid", [2], most: 1);

        Assert.Equal([2], changed!.Content);
        Assert.Null(await Buses.PutRuleAsync(Opened.Ada, "orders", "sent", [3], most: 1));
        Assert.Null(await Buses.FindRuleAsync(Opened.Ben, "orders", "paid"));
        Assert.Equal("orders", Assert.Single(await Buses.ListAsync(Opened.Ada, "", 10)).Name);
        Assert.True(await Buses.DeleteRuleAsync(Opened.Ada, "orders", "paid"));
        Assert.False(await Buses.DeleteRuleAsync(Opened.Ada, "orders", "paid"));
    }

    [Fact]
    public async Task A_file_that_an_earlier_release_has_made_gets_buses_and_keeps_its_messages()
    {
        await _opened.SendAsync("kept");
        await _opened.Store.DisposeAsync();
        using (var file = new SqliteConnection($"Data Source={_opened.PathOf("queues.db")};Pooling=False"))
        {
            file.Open();
            using var back = file.CreateCommand();
            back.CommandText = "DROP TABLE events; DROP TABLE deliveries; DROP TABLE rules; DROP TABLE shares; PRAGMA user_version = 1";
            back.ExecuteNonQuery();
        }

        await _opened.ReopenAsync();

        Assert.Equal(["kept"], await _opened.TakeAsync());
        Assert.Equal([true], await PutAsync(Event("a")));
    }

    private static NewEvent Event(string id) => new("orders", "shop", id, "paid", Opened.Body("{}"), [new("shop", "shop")]);

    private Task<IReadOnlyList<bool>?> PutAsync(params NewEvent[] events) => Buses.PutAsync(Opened.Ada, events, Kept, Enough);

    private Task<DueDelivery> NextAsync(bool isInOrder = false) =>
        Buses.NextAsync("shop", isInOrder, () => [], CancellationToken.None).WaitAsync(Opened.Patience);
}
