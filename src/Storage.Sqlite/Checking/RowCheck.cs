using Sluice.Model.History;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Checking;

/// <summary>Each row of a table by itself: its checksums, and whether what it holds can be read.</summary>
/// <param name="connection">One that may read damaged pages, and is closed afterwards.</param>
internal sealed class RowCheck(Connection connection, StoreCheck check)
{
    private const int RowsBetweenProgress = 50_000;

    private readonly Dictionary<string, long> _counts = [];

    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Rows without a checksum, which an earlier format has written.</summary>
    public long Unsealed { get; private set; }

    /// <param name="seals">All of the table.</param>
    public void Check(string table, IReadOnlyList<Seal> seals)
    {
        _counts[table] = 0;
        check.Progress(table, 0);
        for (long? next = long.MinValue; next is { } from;)
        {
            next = CheckFrom(table, seals, from);
        }
    }

    /// <returns>The number to go on with, behind rows that cannot be read at all; null at the end.</returns>
    private long? CheckFrom(string table, IReadOnlyList<Seal> seals, long from)
    {
        var last = from;
        try
        {
            using var row = connection.Prepare(
                $"SELECT rowid, {string.Join(", ", seals.Select(seal => seal.Selection))} FROM {table} "
                + "WHERE rowid >= ? ORDER BY rowid").Bind(from);
            while (row.Step())
            {
                last = row.Int64(0);
                Check(row, seals);
                if (++_counts[table] % RowsBetweenProgress == 0)
                {
                    check.Progress(table, _counts[table]);
                }
            }

            return null;
        }
        catch (SqliteException cause)
        {
            check.Found(
                last == long.MinValue ? $"The beginning of table '{table}'" : $"Table '{table}' behind row {last}",
                $"rows there cannot be read: {cause.Message}");
            return FindBehind(table, last);
        }
    }

    private void Check(Statement row, IReadOnlyList<Seal> seals)
    {
        var number = row.Int64(0);
        var first = 1;
        var isUnsealed = false;
        foreach (var seal in seals)
        {
            if (!seal.IsWhole(row, first, number))
            {
                var (subject, problem) = RowNames.Of(seal, row, first, number);
                check.Found(subject.In(connection), problem);
            }
            else if (FindUnreadable(seal, row, first) is { } problem)
            {
                check.Found(RowNames.Of(seal, row, first, number).Subject.In(connection), problem);
            }

            isUnsealed |= row.IsNull(first + seal.Count + 1);
            first += seal.Count + 2;
        }

        Unsealed += isUnsealed ? 1 : 0;
    }

    private string? FindUnreadable(Seal seal, Statement row, int first)
    {
        try
        {
            var last = first + seal.Count;
            switch (seal.Part)
            {
                // A call that is made again after a crash changes the state and makes no event.
                case RowPart.Events when row.Blob(last).Length > 0:
                    EventCodec.Decode(row.Blob(last));
                    break;
                case RowPart.Letter:
                    check.ReadLetter(row.Blob(last));
                    break;
                case RowPart.MapRun:
                    check.ReadMapRun(row.Blob(last));
                    break;
            }

            return null;
        }
        catch (InvalidDataException e)
        {
            return $"it is as it was written, and this release cannot read it: {e.Message.TrimEnd('.')}";
        }
    }

    /// <summary>The least number that is found in doubling steps behind one; rows between them may be passed over.</summary>
    private long? FindBehind(string table, long last)
    {
        for (var step = 1L; step > 0 && last <= long.MaxValue - step; step <<= 1)
        {
            try
            {
                using var row = connection.Prepare(
                    $"SELECT rowid FROM {table} WHERE rowid >= ? ORDER BY rowid LIMIT 1").Bind(last + step);
                if (!row.Step())
                {
                    return null;
                }

                if (row.Int64(0) > last)
                {
                    return row.Int64(0);
                }
            }
            catch (SqliteException)
            {
                // Still on what cannot be read.
            }
        }

        return null;
    }
}
