using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Sluice.Queues.Checking;

/// <summary>Looks for damage in a file of messages that nobody has open, and changes nothing in it.</summary>
public static class QueueFileCheck
{
    private const int MostOfSqlite = 100;

    /// <param name="path">Of the file; there is nothing to look at where it is absent.</param>
    /// <param name="found">Told of something that is not what was written: what, as the beginning of a sentence, and the problem.</param>
    /// <returns>How many messages were looked at.</returns>
    public static long Run(string path, Action<string, string> found)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var title = $"The file of messages {Path.GetFileName(path)}";
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            CheckFile(connection, title, found);
            return CheckMessages(connection, found);
        }
        catch (SqliteException e)
        {
            found(title, $"it cannot be read: {e.Message.TrimEnd('.')}");
            return 0;
        }
    }

    private static void CheckFile(SqliteConnection connection, string title, Action<string, string> found)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA integrity_check({MostOfSqlite})";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (rows.GetString(0) is not "ok" and var problem)
            {
                found(title, problem.ReplaceLineEndings(" ").TrimEnd('.'));
            }
        }
    }

    private static long CheckMessages(SqliteConnection connection, Action<string, string> found)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT m.id, m.body, m.md5, q.name, q.account FROM messages m LEFT JOIN queues q ON q.id = m.queue ORDER BY m.id";
        using var rows = command.ExecuteReader();
        var looked = 0L;
        for (; rows.Read(); looked++)
        {
            var id = rows.GetInt64(0).ToString(CultureInfo.InvariantCulture);
            if (rows.IsDBNull(3))
            {
                found($"Message {id}", "its queue is missing");
            }
            else if (Convert.ToHexString(MD5.HashData(rows.GetFieldValue<byte[]>(1))) != rows.GetString(2))
            {
                found($"Message {id} of queue '{rows.GetString(3)}' of account {rows.GetString(4)}", "its body is not what was written");
            }
        }

        return looked;
    }
}
