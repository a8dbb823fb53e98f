using System.Security.Cryptography;
using System.Text;
using Sluice.Events.Deliveries;
using Sluice.Queues.Buses;
using Sluice.Targets.Events.Sinks;
using Sluice.Workbench;

namespace Sluice.Targets.Events.Tests;

/// <summary>Goal: a webhook gets an event as it was taken, signed; and whatever it does instead of taking it is told.</summary>
public sealed class WebhookSinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"specversion":"1.0","id":"1","source":"shop","type":"paid"}""");

    public static TheoryData<string> Lost => HttpFaults.Lost;

    [Fact]
    public async Task An_event_is_posted_as_it_was_taken_and_signed_alike_each_time()
    {
        await using var server = LoopbackServer.Answering("204 No Content");

        Assert.Equal(DeliveryOutcome.Arrived, await DeliverAsync(server.Url, "s"));
        await DeliverAsync(server.Url, "s");

        foreach (var request in server.Requests)
        {
            Assert.Equal("application/cloudevents+json; charset=utf-8", request.Header("Content-Type"));
            Assert.Equal(Body, request.Body);
            Assert.Equal("event-7", request.Header("webhook-id"));
            byte[] signed = [.. Encoding.UTF8.GetBytes($"event-7.{request.Header("webhook-timestamp")}."), .. Body];
            Assert.Equal(
                "v1," + Convert.ToBase64String(HMACSHA256.HashData("s"u8, signed)), request.Header("webhook-signature"));
        }
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        await DeliverAsync(server.Url, null);

        Assert.Null(server.Request.Header("webhook-signature"));
    }

    [Theory]
    [InlineData("500 Error", "not now", "It answered 500: not now.")]
    [InlineData("404 Not Found", "", "It answered 404.")]
    public async Task What_is_refused_is_told_and_can_be_tried_again(string status, string body, string problem)
    {
        await using var server = LoopbackServer.Answering(status, body);

        Assert.Equal(new DeliveryOutcome(problem), await DeliverAsync(server.Url, "s"));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var server = LoopbackServer.Answering("302 Found", "", "Location: /");

        Assert.Equal("It answered 302.", (await DeliverAsync(server.Url, "s")).Problem);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Whoever_says_when_to_come_again_is_heard()
    {
        await using var server = LoopbackServer.Answering("429 Too Many Requests", "", "Retry-After: 120");

        Assert.Equal(TimeSpan.FromSeconds(120), (await DeliverAsync(server.Url, "s")).Wait);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Without_an_answer_it_has_not_arrived(string fault)
    {
        await using var server = HttpFaults.Start(fault);

        var outcome = await DeliverAsync(HttpFaults.UrlOf(fault, server) + "secret-path", "s");

        // Whoever has said that all is well in the head has taken the event, whatever became of the body.
        Assert.Equal(fault is "breaks off in the body" or "says it is compressed", outcome.Problem is null);
        Assert.DoesNotContain("secret-path", outcome.Problem ?? "", StringComparison.Ordinal);
        Assert.False(outcome.IsFinal);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_waited_for()
    {
        await using var server = HttpFaults.StartEndless();

        Assert.Null((await DeliverAsync(server.Url, "s")).Problem);
    }

    [Fact]
    public async Task Who_never_answers_is_given_up_after_half_a_minute_and_who_stops_does_not_wait()
    {
        var came = new TaskCompletionSource();
        await using var server = HttpFaults.StartSilent(came);
        var time = new OneTimer();
        var delivering = DeliverAsync(server.Url, "s", time);
        await came.Task.WaitAsync(Patience);
        time.Fire();

        Assert.Equal(
            $"{server.Url} did not answer within 30 seconds.", (await delivering.WaitAsync(Patience)).Problem);
        using var stopping = new CancellationTokenSource();
        var cut = DeliverAsync(server.Url, "s", cancelled: stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut.WaitAsync(Patience));
    }

    [Fact]
    public void A_sink_takes_the_buses_of_its_pattern()
    {
        using var sinks = new EventSinks(Of("http://127.0.0.1:1", null));

        var sink = Assert.Single(sinks.All);
        Assert.True(sink.Takes("orders-eu"));
        Assert.False(sink.Takes("news"));
    }

    private static EventTargetOptions Of(string url, string? secret, TimeProvider? time = null) => new()
    {
        Sinks = [new SinkRule("shop", "orders-*", new SinkBackend.Webhook(new Uri(url), secret))],
        Time = time ?? TimeProvider.System,
    };

    private static async Task<DeliveryOutcome> DeliverAsync(
        string url, string? secret, TimeProvider? time = null, CancellationToken cancelled = default)
    {
        using var sinks = new EventSinks(Of(url, secret, time));
        return await sinks.All[0].DeliverAsync(
            new DueDelivery(7, "2000", "shop", null, null, 0, new StoredEvent(1, "orders-eu", "shop", "1", "paid", Body, DateTimeOffset.UnixEpoch)),
            cancelled).WaitAsync(Patience, CancellationToken.None);
    }

    /// <summary>Has one timer, which fires when the test says so.</summary>
    private sealed class OneTimer : TimeProvider
    {
        private Action _fire = () => { };

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
