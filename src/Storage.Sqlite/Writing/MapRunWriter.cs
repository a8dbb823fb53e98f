using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Writes a batch's map runs and their pages, inside the current transaction.</summary>
internal sealed class MapRunWriter(Connection connection)
{
    private readonly Statement _put = connection.Prepare(
        """
        INSERT INTO map_run(name, shard, execution_id, open, body, sum) VALUES(?, ?, ?, ?, ?, ?)
        ON CONFLICT(name) DO UPDATE SET
          shard = excluded.shard, execution_id = excluded.execution_id, open = excluded.open, body = excluded.body,
          sum = excluded.sum
        """);

    private readonly Statement _find = connection.Prepare(
        "SELECT open, (SELECT max(number) FROM map_page WHERE run = name) FROM map_run WHERE name = ?");

    private readonly Statement _append = connection.Prepare(
        "INSERT INTO map_page(run, number, body, sum) VALUES(?, ?, ?, ?)");

    private readonly Statement _drop = connection.Prepare("DELETE FROM map_page WHERE run = ? AND number >= ?");

    /// <remarks>A run may get its last page and be closed by the same batch, so all are open while pages come.</remarks>
    /// <exception cref="BatchConflictException">As <see cref="ICommitStore.CommitAsync"/> says.</exception>
    public void Write(CommitBatch batch)
    {
        batch.MapRuns.ForEach(run => Put(run, isOpen: true));
        batch.MapPages.ForEach(Append);
        foreach (var closed in batch.LastMapRuns().Where(run => !run.IsOpen))
        {
            Put(closed, isOpen: false);
        }

        batch.DroppedMapPages.ForEach(pages => _drop.Bind(pages.Run).Bind(pages.From).Run());
    }

    private void Put(MapRunRow run, bool isOpen)
    {
        try
        {
            _put.Seal(RowPart.MapRun).Bind(run.Name).Bind(run.Execution.Shard).Bind(run.Execution.Value)
                .Bind(isOpen ? 1 : 0).Bind(run.Body).BindSum().Run();
        }
        catch (SqliteException cause) when (cause.IsConstraint)
        {
            throw new BatchConflictException($"Map run {run.Name} belongs to {run.Execution}, which is not stored.");
        }
    }

    private void Append(MapPage page)
    {
        if (NextPage(page.Run) is not { } next)
        {
            throw new BatchConflictException($"Map run {page.Run} gets a page, and is not stored or not open.");
        }

        if (page.Number < next)
        {
            throw new BatchConflictException($"Map run {page.Run} goes on with page {next}, not with {page.Number}.");
        }

        _append.Seal(RowPart.MapPage).Bind(page.Run).Bind(page.Number).Bind(page.Body).BindSum().Run();
    }

    /// <summary>The least number that a page may have; null for a run that takes none.</summary>
    private long? NextPage(string run)
    {
        using var statement = _find.Bind(run);
        return statement.Step() && statement.Int64(0) == 1 ? (statement.NullableInt64(1) ?? -1) + 1 : null;
    }
}
