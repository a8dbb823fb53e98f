using Microsoft.Data.Sqlite;
using Sluice.Model.Names;
using Sluice.Queues.Buses;
using Sluice.Queues.Database;

namespace Sluice.Queues;

/// <summary>Queues and topics of all accounts, in one file. Callers on any thread.</summary>
/// <remarks>
/// What a call has answered survives a power cut. A message is given to one taker at a time and comes back when it is not
/// deleted in time: at least once, never lost.
/// </remarks>
public sealed partial class QueueStore : IAsyncDisposable
{
    private static readonly TimeSpan BetweenCleanings = TimeSpan.FromMinutes(1);

    private readonly Commits _commits;
    private readonly TimeProvider _time;
    private readonly Arrivals _arrivals = new();
    private readonly ITimer _cleaning;

    private QueueStore(Rows rows, TimeProvider time)
    {
        (_commits, _time) = (new Commits(rows), time);
        Buses = new BusStore(_commits, time);
        _cleaning = time.CreateTimer(_ => _ = CleanAsync(), null, BetweenCleanings, BetweenCleanings);
    }

    /// <summary>Events, in the same file.</summary>
    public BusStore Buses { get; }

    /// <param name="path">The file, made when absent.</param>
    /// <exception cref="IOException">It cannot be used; the message says why.</exception>
    public static QueueStore Open(string path, TimeProvider time)
    {
        try
        {
            return new QueueStore(Rows.Open(path), time);
        }
        catch (Exception e) when (e is SqliteException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new IOException($"'{path}' cannot be used for messages: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Makes a queue; one that is there with the same attributes already is left alone.</summary>
    /// <returns>Whether it was made now.</returns>
    /// <exception cref="QueueException">It is there with others, or the name or an attribute cannot be.</exception>
    public Task<bool> MakeQueueAsync(AccountId account, string name, QueueAttributes attributes)
    {
        QueueName.Check("QueueName", name);
        attributes.Checked();
        return _commits.DoAsync(rows => QueueRow.Find(rows, account, name) switch
        {
            null => QueueRow.Make(rows, account, name, attributes, Now()) is not null,
            { Attributes: var given } when given == attributes => false,
            _ => throw QueueException.AlreadyExists("Queue", name),
        });
    }

    /// <summary>Makes a queue of the server's own, whose attributes may be beyond what others may choose. Harmless when it is there.</summary>
    public Task MakeOwnQueueAsync(AccountId account, string name, QueueAttributes attributes) => _commits.DoAsync(rows =>
        QueueRow.Find(rows, account, name) ?? QueueRow.Make(rows, account, name, attributes, Now()));

    /// <exception cref="QueueException">There is no such queue, or an attribute cannot be.</exception>
    public Task<QueueAttributes> ChangeQueueAsync(
        AccountId account, string name, Func<QueueAttributes, QueueAttributes> change) => _commits.DoAsync(rows =>
        {
            var queue = QueueRow.Get(rows, account, name);
            var changed = change(queue.Attributes).Checked();
            queue.Change(rows, changed, Now());
            return changed;
        });

    public Task<QueueView> GetQueueAsync(AccountId account, string name) =>
        _commits.DoAsync(rows => QueueRow.Get(rows, account, name).View(rows, Now()));

    /// <summary>With all its messages; harmless when there is none.</summary>
    public Task DeleteQueueAsync(AccountId account, string name) => _commits.DoAsync(rows =>
    {
        QueueRow.Find(rows, account, name)?.Delete(rows);
        return true;
    });

    /// <summary>Names of queues in order.</summary>
    /// <param name="after">The last of the page before; empty for the first page.</param>
    public Task<List<string>> ListQueuesAsync(AccountId account, string prefix, string after, int most) =>
        _commits.DoAsync(rows => Names(rows, "queues", account, prefix, after, most));

    /// <param name="made">When the queue is not there it is made so; null to refuse then.</param>
    /// <exception cref="QueueException">There is no such queue, or the message cannot be.</exception>
    public async Task<SentMessage> SendAsync(AccountId account, string name, NewMessage message, QueueAttributes? made = null)
    {
        var sent = await _commits.DoAsync(rows =>
        {
            var queue = QueueRow.Find(rows, account, name);
            if (queue is null)
            {
                var attributes = made ?? throw QueueException.QueueNotExist(name);
                QueueName.Check("QueueName", name);
                MessageRows.Check(new QueueRow(0, name, attributes, 0, 0), message);
                queue = QueueRow.Make(rows, account, name, attributes, Now());
            }

            return MessageRows.Send(rows, queue, message, $"{account.Value}/queues/{name}", Now());
        });
        _arrivals.Tell(account, name);
        return sent;
    }

    /// <summary>Takes messages, and waits for one when there is none.</summary>
    /// <param name="wait">Null for as long as the queue says.</param>
    /// <returns>Those in turn; empty when none came in time.</returns>
    public async Task<IReadOnlyList<SeenMessage>> TakeAsync(
        AccountId account, string name, int most, TimeSpan? wait, CancellationToken cancellationToken)
    {
        long? deadline = null;
        while (true)
        {
            // Watch first, look second: what arrives between the two is still seen.
            var arrival = _arrivals.Next(account, name);
            var (found, next, attributes) = await _commits.DoAsync(rows => Take(rows, account, name, most));
            deadline ??= Now() + (long)(wait ?? TimeSpan.FromSeconds(attributes.PollingWaitSeconds)).TotalMilliseconds;
            var left = Math.Min(deadline.Value, next ?? long.MaxValue) - Now();
            if (found.Count > 0 || Now() >= deadline)
            {
                return found;
            }

            using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(arrival, Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, left)), _time, waited.Token));
            await waited.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Looks at messages and leaves them where they are.</summary>
    public Task<List<SeenMessage>> PeekAsync(AccountId account, string name, int most) =>
        _commits.DoAsync(rows => MessageRows.Visible(rows, QueueRow.Get(rows, account, name), most, Now()));

    /// <exception cref="QueueException">There is no such queue, the receipt is none, or somebody else has the message.</exception>
    public Task DeleteAsync(AccountId account, string name, string receipt) => _commits.DoAsync(rows =>
    {
        MessageRows.Delete(rows, QueueRow.Get(rows, account, name), receipt, Now());
        return true;
    });

    /// <summary>Hides a message that was taken for longer, or for less.</summary>
    /// <inheritdoc cref="DeleteAsync"/>
    public async Task<Hidden> HideAsync(AccountId account, string name, string receipt, int seconds)
    {
        var hidden = await _commits.DoAsync(
            rows => MessageRows.Hide(rows, QueueRow.Get(rows, account, name), receipt, seconds, Now()));

        // It may come back sooner than whoever waits has been told.
        _arrivals.Tell(account, name);
        return hidden;
    }

    /// <summary>Gives back at once all that was taken: whoever took it is known to be gone. Harmless when there is no such queue.</summary>
    public Task GiveBackAsync(AccountId account, string name) => _commits.DoAsync(rows =>
        QueueRow.Find(rows, account, name) is { } queue ? MessageRows.GiveBack(rows, queue, Now()) : 0);

    /// <summary>Writes a copy of the file that can be opened.</summary>
    /// <param name="path">Of a file that is not there.</param>
    public Task BackUpAsync(string path) => _commits.CopyAsync(path);

    public async ValueTask DisposeAsync()
    {
        await _cleaning.DisposeAsync();
        await _commits.DisposeAsync();
    }

    private static List<string> Names(Rows rows, string table, AccountId account, string prefix, string after, int most) => rows.All(
        $"SELECT name FROM {table} WHERE account = $0 AND substr(name, 1, length($1)) = $1 AND name > $2 ORDER BY name LIMIT $3",
        row => row.GetString(0),
        account.Value,
        prefix,
        after,
        most);

    private (List<SeenMessage> Found, long? Next, QueueAttributes Attributes) Take(
        Rows rows, AccountId account, string name, int most)
    {
        var (queue, now) = (QueueRow.Get(rows, account, name), Now());
        var found = MessageRows.Take(rows, queue, most, now);
        return (found, found.Count > 0 ? null : MessageRows.NextVisible(rows, queue, now), queue.Attributes);
    }

    private async Task CleanAsync()
    {
        try
        {
            await _commits.DoAsync(rows =>
            {
                MessageRows.Clean(rows, Now());
                EventRows.Clean(rows, Now());
                return true;
            });
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            // It is tried again in a minute.
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
