using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Keeps what each flow has stored, by what a transaction adds and takes away.</summary>
/// <remarks>
/// A row for each flow that the transaction touches, written with it: so the sum is true after every crash, and nothing has to
/// be counted again. Executions that an earlier format wrote last have no bytes and do not count.
/// </remarks>
internal sealed class UsageWriter(Connection connection)
{
    private readonly Dictionary<long, StoredUsage> _added = [];

    private readonly Statement _bytes = connection.Prepare("SELECT flow_id, bytes FROM execution WHERE id = ?");

    private readonly Statement _read = connection.Prepare(
        $"SELECT {Seal.Usage.Selection} FROM usage WHERE flow_id = ?");

    private readonly Statement _sum = connection.Prepare(
        "SELECT coalesce(sum(bytes), 0), count(bytes) FROM execution WHERE flow_id = ?");

    private readonly Statement _put = connection.Prepare(
        """
        INSERT INTO usage(flow_id, bytes, executions, sum) VALUES(?, ?, ?, ?)
        ON CONFLICT(flow_id) DO UPDATE SET bytes = excluded.bytes, executions = excluded.executions, sum = excluded.sum
        """);

    /// <summary>Forgets what a transaction that was rolled back had added.</summary>
    public void Begin() => _added.Clear();

    public void Add(long flow, StoredUsage usage) => _added[flow] = _added.GetValueOrDefault(flow) + usage;

    /// <summary>An execution is about to have another number of bytes.</summary>
    /// <returns>False when it is not stored.</returns>
    public bool TryReplace(long execution, long bytes)
    {
        using var row = _bytes.Bind(execution);
        if (!row.Step())
        {
            return false;
        }

        Add(row.Int64(0), row.NullableInt64(1) is { } before ? new(bytes - before, 0) : new(bytes, 1));
        return true;
    }

    /// <summary>Writes what has been added, once all else is written.</summary>
    public void Write()
    {
        foreach (var (flow, added) in _added)
        {
            // A row that is not what was written is made anew, of the executions as they stand by now.
            var usage = Read(flow) is { } stored ? stored + added : Sum(flow);
            _put.Bind(flow).Seal(RowPart.Usage, flow).Bind(usage.Bytes).Bind(usage.Executions).BindSum().Run();
        }
    }

    /// <returns>Null when the row is damaged.</returns>
    private StoredUsage? Read(long flow)
    {
        using var row = _read.Bind(flow);
        return !row.Step() ? default(StoredUsage)
            : Seal.Usage.IsWhole(row, 0, number: 0) ? new(row.Int64(1), row.Int64(2))
            : null;
    }

    private StoredUsage Sum(long flow)
    {
        using var row = _sum.Bind(flow);
        return row.Step() ? new(row.Int64(0), row.Int64(1)) : default;
    }
}
