using Microsoft.Data.Sqlite;

namespace Sluice.Queues.Database;

/// <summary>The open file, with its statements kept prepared. Belongs to one thread.</summary>
internal sealed class Rows : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private Rows(SqliteConnection connection) => _connection = connection;

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static Rows Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var rows = new Rows(connection);
            rows.Run("PRAGMA journal_mode = WAL");
            rows.Run("PRAGMA synchronous = FULL");
            Schema.Apply(rows);
            return rows;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <returns>How many rows it has changed.</returns>
    public int Run(string sql, params IReadOnlyList<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null when there is none.</summary>
    public object? Value(string sql, params IReadOnlyList<object?> values) =>
        Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params IReadOnlyList<object?> values)
    {
        var all = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
        {
            all.Add(read(reader));
        }

        return all;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Values are named <c>$0</c>, <c>$1</c> and so on.</summary>
    private SqliteCommand Prepare(string sql, IReadOnlyList<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Count; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
