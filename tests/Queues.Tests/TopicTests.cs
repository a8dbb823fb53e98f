using static Sluice.Queues.Tests.Opened;

namespace Sluice.Queues.Tests;

public sealed class TopicTests
{
    [Fact]
    public async Task What_is_published_comes_to_every_queue_that_wants_its_tag()
    {
        await using var opened = new Opened();
        await MakeAsync(opened, "all", tag: null);
        await MakeAsync(opened, "paid", tag: "paid");
        await MakeAsync(opened, "lost", tag: "lost");

        await opened.Store.PublishAsync(Ada, "news", new NewMessage(Body("a")), "paid");

        Assert.Equal((1, 1, 0), (await CountAsync(opened, "all"), await CountAsync(opened, "paid"), await CountAsync(opened, "lost")));
        Assert.Equal(1, (await opened.Store.GetTopicAsync(Ada, "news")).Messages);
    }

    [Fact]
    public async Task What_is_published_again_with_its_key_comes_once()
    {
        await using var opened = new Opened();
        await MakeAsync(opened, "all", tag: null);

        var first = await opened.Store.PublishAsync(Ada, "news", new NewMessage(Body("a"), Key: "k"), null);
        var again = await opened.Store.PublishAsync(Ada, "news", new NewMessage(Body("a"), Key: "k"), null);

        Assert.Equal(first, again);
        Assert.Equal(1, await CountAsync(opened, "all"));
    }

    [Fact]
    public async Task A_subscription_can_be_taken_back()
    {
        await using var opened = new Opened();
        await MakeAsync(opened, "all", tag: null);

        await opened.Store.UnsubscribeAsync(Ada, "news", "all");
        await opened.Store.PublishAsync(Ada, "news", new NewMessage(Body("a")), null);

        Assert.Equal(0, await CountAsync(opened, "all"));
        Assert.Empty(await opened.Store.ListSubscriptionsAsync(Ada, "news"));
    }

    [Fact]
    public async Task What_is_published_to_no_topic_is_refused_unless_it_may_be_made()
    {
        await using var opened = new Opened();

        var refusal = await Assert.ThrowsAsync<QueueException>(
            () => opened.Store.PublishAsync(Ada, "news", new NewMessage(Body("a")), null));

        Assert.Equal("TopicNotExist", refusal.Code);
        Assert.NotNull(await opened.Store.PublishAsync(Ada, "news", new NewMessage(Body("a")), null, makesTopic: true));
    }

    private static async Task MakeAsync(Opened opened, string queue, string? tag)
    {
        await opened.Store.MakeTopicAsync(Ada, "news");
        await opened.Store.MakeQueueAsync(Ada, queue, new());
        await opened.Store.SubscribeAsync(Ada, "news", new Subscription(queue, queue, tag));
    }

    private static async Task<int> CountAsync(Opened opened, string queue) =>
        (await opened.Store.PeekAsync(Ada, queue, 16)).Count;
}
