using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Sluice.Queues.Database;

/// <summary>The messages of a queue.</summary>
internal static class MessageRows
{
    private const string Columns = "id, body, md5, priority, sent, first, taken, visible";

    /// <summary>Keys are kept for so long after the message was sent: longer than an execution is away after a crash.</summary>
    private const long KeysLive = 30L * 24 * 3600 * 1000;

    private const int ReceiptBytes = 16;

    /// <param name="scope">Within which the message's key names one message.</param>
    public static SentMessage Send(Rows rows, QueueRow queue, NewMessage message, string scope, long now)
    {
        if (message.Key is { } key && FindSent(rows, scope, key) is { } before)
        {
            return before;
        }

        Check(queue, message);
        var sent = Insert(rows, queue, message, now);
        Remember(rows, scope, message.Key, sent, now);
        return sent;
    }

    public static SentMessage? FindSent(Rows rows, string scope, string key) => rows.All(
        "SELECT message, md5 FROM keys WHERE scope = $0 AND key = $1",
        row => new SentMessage(row.GetString(0), row.GetString(1)),
        scope,
        key).FirstOrDefault();

    public static void Remember(Rows rows, string scope, string? key, SentMessage sent, long now)
    {
        if (key is not null)
        {
            rows.Run("INSERT INTO keys(scope, key, message, md5, sent) VALUES($0, $1, $2, $3, $4)", scope, key, sent.Id, sent.BodyMd5, now);
        }
    }

    public static void Check(QueueRow queue, NewMessage message)
    {
        QueueAttributes.Check("Priority", message.Priority, 1, 16);
        QueueAttributes.Check("DelaySeconds", message.DelaySeconds ?? 0, 0, 604_800);
        if (message.Body.Length > queue.Attributes.MaximumMessageSize)
        {
            throw QueueException.TooLong(message.Body.Length, queue.Attributes.MaximumMessageSize);
        }
    }

    public static SentMessage Insert(Rows rows, QueueRow queue, NewMessage message, long now)
    {
        var md5 = Md5(message.Body);
        var id = rows.Value(
            "INSERT INTO messages(queue, body, md5, priority, sent, visible, expires, taken) VALUES($0, $1, $2, $3, $4, $5, $6, 0) RETURNING id",
            queue.Id,
            message.Body,
            md5,
            message.Priority,
            now,
            now + ((message.DelaySeconds ?? queue.Attributes.DelaySeconds) * 1000L),
            now + (queue.Attributes.MessageRetentionPeriod * 1000L));
        return new SentMessage(IdOf((long)id!), md5);
    }

    /// <summary>Takes messages in their turn, by priority and then by age, and hides them from others.</summary>
    public static List<SeenMessage> Take(Rows rows, QueueRow queue, int most, long now)
    {
        var next = now + (queue.Attributes.VisibilityTimeout * 1000L);
        var found = Visible(rows, queue, most, now);
        return found.ConvertAll(message =>
        {
            var (id, receipt) = (NumberOf(message.Id), RandomNumberGenerator.GetInt32(int.MaxValue));
            rows.Run(
                "UPDATE messages SET visible = $1, taken = taken + 1, first = coalesce(first, $2), receipt = $3 WHERE id = $0",
                id,
                next,
                now,
                receipt);
            return message with
            {
                Receipt = ReceiptOf(id, receipt),
                Taken = message.Taken + 1,
                FirstTaken = message.FirstTaken ?? Time(now),
                NextVisible = Time(next),
            };
        });
    }

    /// <summary>Those that could be taken now, untouched.</summary>
    public static List<SeenMessage> Visible(Rows rows, QueueRow queue, int most, long now) => rows.All(
        $"SELECT {Columns} FROM messages WHERE queue = $0 AND visible <= $1 AND expires > $1 ORDER BY priority, id LIMIT $2",
        Read,
        queue.Id,
        now,
        most);

    /// <summary>All that are not dropped yet, in their turn; untouched.</summary>
    /// <param name="after">Leaves out those up to this one.</param>
    public static List<SeenMessage> All(Rows rows, QueueRow queue, MessagePlace? after, int most, long now) => rows.All(
        $"SELECT {Columns} FROM messages WHERE queue = $0 AND (priority, id) > ($1, $2) AND expires > $3 ORDER BY priority, id LIMIT $4",
        Read,
        queue.Id,
        after?.Priority ?? 0,
        after is { Id: var id } ? NumberOf(id) : 0L,
        now,
        most);

    /// <summary>How many there are, at most so many.</summary>
    public static long CountUpTo(Rows rows, QueueRow queue, int most, long now) => (long)rows.Value(
        "SELECT count(*) FROM (SELECT 1 FROM messages WHERE queue = $0 AND expires > $1 LIMIT $2)", queue.Id, now, most)!;

    /// <exception cref="QueueException">The receipt is none, or somebody else has the message.</exception>
    public static void Delete(Rows rows, QueueRow queue, string receipt, long now)
    {
        var (id, number) = ReadReceipt(receipt);
        if (rows.Run(
            "DELETE FROM messages WHERE id = $0 AND queue = $1 AND receipt = $2 AND visible > $3", id, queue.Id, number, now) == 0)
        {
            throw QueueException.MessageNotExist();
        }
    }

    /// <summary>Hides a message from now on for so long; with a new receipt.</summary>
    /// <inheritdoc cref="Delete"/>
    public static Hidden Hide(Rows rows, QueueRow queue, string receipt, int seconds, long now)
    {
        QueueAttributes.Check("VisibilityTimeout", seconds, 1, 43_200);
        var (id, number) = ReadReceipt(receipt);
        var (next, fresh) = (now + (seconds * 1000L), RandomNumberGenerator.GetInt32(int.MaxValue));
        return rows.Run(
            "UPDATE messages SET visible = $3, receipt = $4 WHERE id = $0 AND queue = $1 AND receipt = $2 AND visible > $5",
            id,
            queue.Id,
            number,
            next,
            fresh,
            now) > 0
            ? new Hidden(ReceiptOf(id, fresh), Time(next))
            : throw QueueException.MessageNotExist();
    }

    /// <summary>What was taken can be taken again at once.</summary>
    public static int GiveBack(Rows rows, QueueRow queue, long now) =>
        rows.Run("UPDATE messages SET visible = $1, receipt = NULL WHERE queue = $0 AND taken > 0 AND visible > $1", queue.Id, now);

    /// <summary>When the next message of a queue can be taken that cannot be now; null for none.</summary>
    public static long? NextVisible(Rows rows, QueueRow queue, long now) =>
        rows.Value("SELECT min(visible) FROM messages WHERE queue = $0 AND visible > $1", queue.Id, now) as long?;

    /// <summary>Drops what nobody deleted in time, a part of it each time.</summary>
    public static void Clean(Rows rows, long now)
    {
        rows.Run("DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE expires <= $0 LIMIT 1000)", now);
        rows.Run("DELETE FROM keys WHERE (scope, key) IN (SELECT scope, key FROM keys WHERE sent <= $0 LIMIT 1000)", now - KeysLive);
    }

    public static string Md5(byte[] body) => Convert.ToHexString(MD5.HashData(body));

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static SeenMessage Read(SqliteDataReader row) => new(
        IdOf(row.GetInt64(0)),
        row.GetFieldValue<byte[]>(1),
        row.GetString(2),
        row.GetInt32(3),
        Receipt: null,
        Time(row.GetInt64(4)),
        row.IsDBNull(5) ? null : Time(row.GetInt64(5)),
        row.GetInt32(6),
        Time(row.GetInt64(7)));

    private static string IdOf(long id) => id.ToString("X16", CultureInfo.InvariantCulture);

    public static bool TryReadId(string text, out long id) =>
        long.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out id);

    private static long NumberOf(string id) => long.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string ReceiptOf(long id, long number)
    {
        Span<byte> bytes = stackalloc byte[ReceiptBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return Base64Url.EncodeToString(bytes);
    }

    private static (long Id, long Number) ReadReceipt(string receipt)
    {
        Span<byte> bytes = stackalloc byte[ReceiptBytes];
        return receipt.Length == Base64Url.GetEncodedLength(ReceiptBytes)
            && Base64Url.IsValid(receipt)
            && Base64Url.TryDecodeFromChars(receipt, bytes, out var length) && length == ReceiptBytes
            ? (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]))
            : throw QueueException.ReceiptHandleError();
    }
}
