using System.Data.Common;
using Npgsql;

namespace Sluice.Storage.Postgres.Connecting;

/// <summary>A connection that runs one statement after the other. Parameters are <c>$1</c>, <c>$2</c> …</summary>
internal sealed class Session(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    /// <returns>How many rows the statement touched.</returns>
    public async Task<int> RunAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<List<T>> AllAsync<T>(string sql, Func<Row, T> map, params object?[] values)
    {
        var rows = new List<T>();
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(new Row(reader)));
        }

        return rows;
    }

    /// <summary>Rows that are no more bytes than this together: at least one, and the one behind them.</summary>
    public async Task<List<T>> WithinAsync<T>(
        long mostBytes, Func<T, long> bytesOf, string sql, Func<Row, T> map, params object?[] values)
    {
        var (rows, bytes) = (new List<T>(), 0L);
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while ((bytes <= mostBytes || rows.Count < 2) && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(new Row(reader)));
            bytes += bytesOf(rows[^1]);
        }

        return rows;
    }

    /// <returns>The first row; default when there is none.</returns>
    public async Task<T?> FirstAsync<T>(string sql, Func<Row, T> map, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? map(new Row(reader)) : default;
    }

    /// <summary>The number in the first column of the first row; 0 when there is none.</summary>
    public Task<long> NumberAsync(string sql, params object?[] values) =>
        FirstAsync(sql, row => row.NullableInt64(0) ?? 0, values);

    public static void Bind(DbParameterCollection parameters, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            parameters.Add(new NpgsqlParameter
            {
                Value = value switch
                {
                    null => DBNull.Value,
                    string text => StoredText.Escape(text),
                    string?[] texts => Array.ConvertAll(texts, text => text is null ? null : StoredText.Escape(text)),
                    _ => value,
                },
            });
        }
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        Bind(command.Parameters, values);
        return command;
    }
}
