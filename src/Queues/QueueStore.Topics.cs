using System.Globalization;
using Sluice.Model.Names;
using Sluice.Queues.Database;

namespace Sluice.Queues;

public sealed partial class QueueStore
{
    /// <summary>Makes a topic; one that is there is left alone.</summary>
    /// <returns>Whether it was made now.</returns>
    public Task<bool> MakeTopicAsync(AccountId account, string name)
    {
        QueueName.Check("TopicName", name);
        return _commits.DoAsync(rows => FindTopic(rows, account, name) is null && MakeTopic(rows, account, name) > 0);
    }

    /// <exception cref="QueueException"><c>TopicNotExist</c>.</exception>
    public Task<TopicView> GetTopicAsync(AccountId account, string name) => _commits.DoAsync(
        rows => FindTopicView(rows, account, name) ?? throw QueueException.TopicNotExist(name));

    /// <summary>With its subscriptions; harmless when there is none.</summary>
    public Task DeleteTopicAsync(AccountId account, string name) => _commits.DoAsync(rows =>
    {
        if (FindTopic(rows, account, name) is { } topic)
        {
            rows.Run("DELETE FROM subscriptions WHERE topic = $0", topic);
            rows.Run("DELETE FROM topics WHERE id = $0", topic);
        }

        return true;
    });

    /// <inheritdoc cref="ListQueuesAsync"/>
    public Task<List<string>> ListTopicsAsync(AccountId account, string prefix, string after, int most) =>
        _commits.DoAsync(rows => Names(rows, "topics", account, prefix, after, most));

    /// <summary>Has a queue get what is published from now on; one that is there is left alone when it is the same.</summary>
    /// <returns>Whether it was made now.</returns>
    public Task<bool> SubscribeAsync(AccountId account, string topicName, Subscription subscription)
    {
        QueueName.Check("SubscriptionName", subscription.Name);
        return _commits.DoAsync(rows =>
        {
            var topic = GetTopic(rows, account, topicName);
            if (SubscriptionsOf(rows, topic).Find(given => given.Name == subscription.Name) is { } given)
            {
                return given == subscription ? false : throw QueueException.AlreadyExists("Subscription", subscription.Name);
            }

            return rows.Run(
                "INSERT INTO subscriptions(topic, name, queue, tag) VALUES($0, $1, $2, $3)",
                topic,
                subscription.Name,
                subscription.Queue,
                subscription.Tag) > 0;
        });
    }

    /// <summary>Harmless when there is no such subscription.</summary>
    public Task UnsubscribeAsync(AccountId account, string topicName, string name) => _commits.DoAsync(rows =>
        rows.Run("DELETE FROM subscriptions WHERE topic = $0 AND name = $1", GetTopic(rows, account, topicName), name));

    public Task<List<Subscription>> ListSubscriptionsAsync(AccountId account, string topicName) =>
        _commits.DoAsync(rows => SubscriptionsOf(rows, GetTopic(rows, account, topicName)));

    /// <summary>Puts a message into every queue that is subscribed to its topic and its tag, all or none.</summary>
    /// <param name="makesTopic">Makes the topic when it is not there.</param>
    /// <remarks>A queue that is gone, or that takes only smaller messages, gets nothing.</remarks>
    public async Task<SentMessage> PublishAsync(
        AccountId account, string topicName, NewMessage message, string? tag, bool makesTopic = false)
    {
        var (sent, queues) = await _commits.DoAsync(rows => Publish(rows, account, topicName, message, tag, makesTopic));
        queues.ForEach(queue => _arrivals.Tell(account, queue));
        return sent;
    }

    private (SentMessage Sent, List<string> Queues) Publish(
        Rows rows, AccountId account, string topicName, NewMessage message, string? tag, bool makesTopic)
    {
        var scope = $"{account.Value}/topics/{topicName}";
        if (message.Key is { } key && MessageRows.FindSent(rows, scope, key) is { } before)
        {
            return (before, []);
        }

        MessageRows.Check(new QueueRow(0, topicName, new(), 0, 0), message);
        var topic = FindTopic(rows, account, topicName)
            ?? (makesTopic ? MakeTopic(rows, account, QueueName.Check("TopicName", topicName)) : throw QueueException.TopicNotExist(topicName));
        rows.Run("UPDATE topics SET messages = messages + 1 WHERE id = $0", topic);
        var number = (long)rows.Value("SELECT messages FROM topics WHERE id = $0", topic)!;
        var sent = new SentMessage(string.Create(CultureInfo.InvariantCulture, $"{topic:X}-{number:X16}"), MessageRows.Md5(message.Body));
        var queues = SubscriptionsOf(rows, topic).Where(given => given.Tag is null || given.Tag == tag)
            .Select(given => QueueRow.Find(rows, account, given.Queue)).OfType<QueueRow>()
            .Where(queue => message.Body.Length <= queue.Attributes.MaximumMessageSize)
            .ToList();
        queues.ForEach(queue => MessageRows.Insert(rows, queue, message, Now()));
        MessageRows.Remember(rows, scope, message.Key, sent, Now());
        return (sent, queues.ConvertAll(queue => queue.Name));
    }

    private static List<Subscription> SubscriptionsOf(Rows rows, long topic) => rows.All(
        "SELECT name, queue, tag FROM subscriptions WHERE topic = $0 ORDER BY name",
        row => new Subscription(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)),
        topic);

    private static TopicView? FindTopicView(Rows rows, AccountId account, string name) => rows.All(
        "SELECT name, created, modified, messages FROM topics WHERE account = $0 AND name = $1",
        row => new TopicView(
            row.GetString(0), MessageRows.Time(row.GetInt64(1)), MessageRows.Time(row.GetInt64(2)), row.GetInt64(3)),
        account.Value,
        name).FirstOrDefault();

    private static long? FindTopic(Rows rows, AccountId account, string name) =>
        rows.Value("SELECT id FROM topics WHERE account = $0 AND name = $1", account.Value, name) as long?;

    private static long GetTopic(Rows rows, AccountId account, string name) =>
        FindTopic(rows, account, name) ?? throw QueueException.TopicNotExist(name);

    private long MakeTopic(Rows rows, AccountId account, string name) => (long)rows.Value(
        "INSERT INTO topics(account, name, created, modified, messages) VALUES($0, $1, $2, $2, 0) RETURNING id",
        account.Value,
        name,
        Now())!;
}
