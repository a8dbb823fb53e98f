using Sluice.Model.Names;
using Sluice.Queues.Database;

namespace Sluice.Queues;

// What people look at, who take nothing.
public sealed partial class QueueStore
{
    /// <summary>Messages of a queue that are counted one by one where many queues are listed.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Queues in order of their names.</summary>
    /// <param name="after">The last of the page before; empty for the first page.</param>
    public Task<List<ListedQueue>> ListQueuesWithCountsAsync(AccountId account, string after, int most) => _commits.DoAsync(rows =>
        Names(rows, "queues", account, prefix: "", after, most).ConvertAll(name =>
        {
            var queue = QueueRow.Get(rows, account, name);
            return new ListedQueue(
                name, MessageRows.Time(queue.Created), MessageRows.CountUpTo(rows, queue, MostCounted, Now()));
        }));

    /// <summary>Topics in order of their names, with the queues that are subscribed.</summary>
    /// <inheritdoc cref="ListQueuesWithCountsAsync"/>
    public Task<List<ListedTopic>> ListTopicsWithQueuesAsync(AccountId account, string after, int most) => _commits.DoAsync(rows =>
        Names(rows, "topics", account, prefix: "", after, most).ConvertAll(name => new ListedTopic(
            FindTopicView(rows, account, name)!, SubscriptionsOf(rows, GetTopic(rows, account, name)))));

    /// <summary>Messages of a queue in the order in which they will be taken, those too that cannot be taken now; all stay as they are.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <exception cref="QueueException">There is no such queue.</exception>
    public Task<List<SeenMessage>> BrowseAsync(AccountId account, string name, MessagePlace? after, int most) => _commits.DoAsync(
        rows => MessageRows.All(rows, QueueRow.Get(rows, account, name), after, most, Now()));
}

/// <summary>A queue in a list.</summary>
/// <param name="Messages">How many there are, whether or not they can be taken now; counted up to <see cref="QueueStore.MostCounted"/>.</param>
public sealed record ListedQueue(string Name, DateTimeOffset Created, long Messages);

/// <summary>A topic in a list.</summary>
public sealed record ListedTopic(TopicView Topic, IReadOnlyList<Subscription> Subscriptions);

/// <summary>A place in a queue.</summary>
/// <param name="Id">Of the message.</param>
public readonly record struct MessagePlace(int Priority, string Id)
{
    /// <summary>Whether it can be the place of a message.</summary>
    public bool IsPlace => MessageRows.TryReadId(Id, out _);
}
