using Npgsql;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Statements of one round trip.</summary>
internal static class Statements
{
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Session.Bind(command.Parameters, values);
        batch.BatchCommands.Add(command);
    }

    /// <summary>Makes the whole fail, behind the fence: a mistake that is seen without asking.</summary>
    public static void AddConflict(this NpgsqlBatch batch, string problem) =>
        batch.Add("SELECT expect(0::bigint, 1::bigint, $1)", problem);

    /// <summary>A column of rows, as an array.</summary>
    public static TColumn[] Column<TRow, TColumn>(this IReadOnlyList<TRow> rows, Func<TRow, TColumn> column)
    {
        var values = new TColumn[rows.Count];
        for (var n = 0; n < values.Length; n++)
        {
            values[n] = column(rows[n]);
        }

        return values;
    }
}
