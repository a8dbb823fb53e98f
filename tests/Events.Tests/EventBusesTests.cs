using System.Collections.Concurrent;
using System.Text;
using Sluice.Events.Deliveries;
using Sluice.Events.Rules;
using Sluice.Model;
using Sluice.Queues.Buses;

namespace Sluice.Events.Tests;

/// <summary>Goal: what a bus has taken comes to every sink and flow that wants it, and each flow is started once.</summary>
public sealed class EventBusesTests : IAsyncDisposable
{
    private static readonly FlowStart Nothing = (_, _, _, _, _) => Task.CompletedTask;

    private readonly OpenBuses _opened = new();
    private readonly ConcurrentQueue<(string Flow, string Name, string Input)> _starts = new();

    public ValueTask DisposeAsync() => _opened.DisposeAsync();

    [Fact]
    public async Task A_sink_gets_each_event_once_when_it_takes_it()
    {
        var came = new ConcurrentQueue<string>();
        await _opened.OpenAsync(Nothing, new HandSink((delivery, _) =>
        {
            came.Enqueue(delivery.Event.Id);
            return Task.FromResult(DeliveryOutcome.Arrived);
        }));

        await _opened.PutAsync(OpenBuses.Event("a"), OpenBuses.Event("b"));
        await _opened.PutAsync(OpenBuses.Event("a"));

        Assert.All(await _opened.EndedAsync(2), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(["a", "b"], came.Order());
    }

    [Fact]
    public async Task What_is_cut_off_is_delivered_again_with_the_same_event_by_whoever_opens_the_store_next()
    {
        var begun = new TaskCompletionSource();
        await _opened.OpenAsync(Nothing, new HandSink(async (_, cancelled) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancelled);
            return DeliveryOutcome.Arrived;
        }));
        await _opened.PutAsync(OpenBuses.Event("a"));
        await begun.Task.WaitAsync(OpenBuses.Patience);

        var again = new TaskCompletionSource<DueDelivery>();
        await _opened.OpenAsync(Nothing, new HandSink((delivery, _) =>
        {
            again.TrySetResult(delivery);
            return Task.FromResult(DeliveryOutcome.Arrived);
        }));

        var delivery = await again.Task.WaitAsync(OpenBuses.Patience);
        Assert.Equal(("a", 0), (delivery.Event.Id, delivery.Attempts));
        await _opened.EndedAsync(1);
    }

    [Fact]
    public async Task What_can_never_arrive_is_a_dead_letter_at_once_and_so_is_the_last_attempt()
    {
        await _opened.OpenAsync(Nothing, new HandSink((delivery, _) =>
            Task.FromResult(new DeliveryOutcome("no", IsFinal: delivery.Event.Id == "a")))
        { Attempts = 2 });

        await _opened.PutAsync(OpenBuses.Event("a"), OpenBuses.Event("b"));

        Assert.Equal(
            [("b", 2, "no"), ("a", 1, "no")],
            (await _opened.EndedAsync(2)).Select(delivery => (delivery.Id, delivery.Attempts, delivery.Problem)));
    }

    [Fact]
    public async Task A_sink_that_breaks_ends_no_lane()
    {
        await _opened.OpenAsync(Nothing, new HandSink((delivery, _) => delivery.Event.Id == "a"
            ? throw new InvalidOperationException("a secret")
            : Task.FromResult(DeliveryOutcome.Arrived))
        { Attempts = 1 });

        await _opened.PutAsync(OpenBuses.Event("a"), OpenBuses.Event("b"));

        var ended = await _opened.EndedAsync(2);
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Dead], ended.Select(delivery => delivery.State));
        Assert.Equal("It failed within the server (InvalidOperationException); the log says more.", ended[1].Problem);
    }

    [Fact]
    public async Task Of_more_attempts_than_places_all_go_on()
    {
        // One that comes back must be found by whoever waits for the next one already.
        await _opened.OpenAsync(Nothing, new HandSink((delivery, _) =>
            Task.FromResult(delivery.Attempts == 0 ? new DeliveryOutcome("not yet") : DeliveryOutcome.Arrived)));

        await _opened.PutAsync([.. Enumerable.Range(0, 9).Select(i => OpenBuses.Event($"{i}"))]);

        Assert.All(await _opened.EndedAsync(9), delivery => Assert.Equal((DeliveryState.Delivered, 2), (delivery.State, delivery.Attempts)));
    }

    [Fact]
    public async Task A_rule_starts_its_flow_with_what_its_template_says_once_for_each_source_and_id()
    {
        await _opened.OpenAsync(Started);
        await _opened.PutRuleAsync("large", """{"data":{"amount":[{"numeric":[">",10]}]}}""", """{"id.$":"$Input.id","amount.$":"$Input.data.amount","via":"event"}""");
        await _opened.PutRuleAsync("all", """{"source":["shop"]}""", flow: "g");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _opened.PutAsync(OpenBuses.Event("a", "{\"amount\":11}"), OpenBuses.Event("b", "{\"amount\":1}"))));

        var ended = await _opened.EndedAsync(3);
        Assert.Equal(
            [("f", "{\"id\":\"a\",\"amount\":11,\"via\":\"event\"}")],
            _starts.Where(start => start.Flow == "f").Select(start => (start.Flow, start.Input)));
        Assert.Equal(2, _starts.Where(start => start.Flow == "g").Select(start => start.Name).Distinct().Count());
        Assert.Equal(3, _starts.Count);
        Assert.All(ended, delivery => Assert.Contains("/event-", delivery.Result, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_of_which_nobody_knows_the_end_is_made_again_under_the_same_name()
    {
        await _opened.OpenAsync(async (account, flow, name, input, cancelled) =>
        {
            await Started(account, flow, name, input, cancelled);
            throw ApiException.InternalServerError();
        });
        await _opened.PutRuleAsync("all", """{"source":["shop"]}""");
        await _opened.PutAsync(OpenBuses.Event("a"));
        using (var patience = new CancellationTokenSource(OpenBuses.Patience))
        {
            while (_starts.IsEmpty)
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        await _opened.OpenAsync(async (account, flow, name, input, cancelled) =>
        {
            await Started(account, flow, name, input, cancelled);
            throw ApiException.ExecutionAlreadyExists(name, flow);
        });

        Assert.Equal(DeliveryState.Delivered, (await _opened.EndedAsync(1))[0].State);
        Assert.True(_starts.Count >= 2);
        Assert.Single(_starts.Distinct());
    }

    [Fact]
    public async Task What_no_start_can_do_anything_about_is_a_dead_letter_and_so_is_an_input_that_cannot_be_built()
    {
        await _opened.OpenAsync((_, flow, _, _, _) => throw ApiException.FlowNotExists(flow));
        await _opened.PutRuleAsync("gone", """{"source":["shop"]}""");
        await _opened.PutRuleAsync("odd", """{"source":["shop"]}""", """{"n.$":"$Input.data.a.b + 1"}""");

        await _opened.PutAsync(OpenBuses.Event("a", "{\"a\":7}"));

        var problems = (await _opened.EndedAsync(2)).Select(delivery => delivery.Problem!).Order().ToList();
        Assert.StartsWith("FlowNotExists: ", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("FnF.ExpressionError: input.n.$: ", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_counts_as_it_is_when_the_event_comes()
    {
        await _opened.OpenAsync(Started);
        await _opened.PutAsync(OpenBuses.Event("before"));
        await _opened.PutRuleAsync("all", """{"source":["shop"]}""");
        await _opened.PutAsync(OpenBuses.Event("while"));
        await _opened.Buses.Rules.DeleteAsync(OpenBuses.Ada, "orders", "all");
        await _opened.PutAsync(OpenBuses.Event("after"));

        await _opened.EndedAsync(1);
        Assert.Contains("\"id\":\"while\"", Assert.Single(_starts).Input, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a.$": "$Input."}""", "input: line 1, column ")]
    [InlineData("""{"a.$": "$Output.b"}""", "$Output")]
    [InlineData("[1]", "input: line 1, column 1: Rule 'x': input must be")]
    public void A_template_that_cannot_be_is_told_with_its_place(string input, string sentence) => Assert.Contains(
        sentence,
        Assert.Throws<EventException>(() => EventRule.Read(
            "x", new EventRuleText("""{"source":["shop"]}""", "f", input, IsEnabled: true, ""), Limits.Default)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("eu", "EventBusNotExist", "There is no event bus 'eu'; the setting events.buses has orders-*, default. Add it there.")]
    [InlineData("a b", "InvalidArgument", "The event bus: a name is letters")]
    public async Task A_bus_that_there_is_not_takes_nothing(string bus, string code, string sentence)
    {
        await using var opened = new OpenBuses { Options = new() { Buses = ["orders-*", "default"] } };
        await opened.OpenAsync(Nothing);

        var refused = await Assert.ThrowsAsync<EventException>(() => opened.Buses.PutAsync(OpenBuses.Ada, bus, [OpenBuses.Event("a")]));

        Assert.Equal(code, refused.Code);
        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal([true], await opened.Buses.PutAsync(OpenBuses.Ada, "orders-eu", [OpenBuses.Event("a")]));
    }

    private Task Started(Model.Names.AccountId account, string flow, string name, byte[] input, CancellationToken cancelled)
    {
        _starts.Enqueue((flow, name, Encoding.UTF8.GetString(input)));
        return Task.CompletedTask;
    }
}
