using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Writes by what a batch's new executions can be found, inside the current transaction.</summary>
internal sealed class SearchWriter(Connection connection)
{
    private readonly Statement _insert = connection.Prepare(
        "INSERT INTO search_value(execution_id, flow_id, name, value, started, sum) VALUES(?, ?, ?, ?, ?, ?)");

    /// <exception cref="BatchConflictException">One is not among the batch's inserts.</exception>
    public void Write(CommitBatch batch)
    {
        if (batch.SearchValues.Count == 0)
        {
            return;
        }

        var inserted = batch.Inserts.ToDictionary(row => row.Id);
        foreach (var (id, value) in batch.SearchValues)
        {
            if (!inserted.TryGetValue(id, out var execution))
            {
                throw new BatchConflictException($"Execution {id} gets a search value, and is not begun with it.");
            }

            _insert.Seal(RowPart.SearchValue).Bind(id.Value).Bind(execution.FlowId).Bind(value.Name).Bind(value.Value)
                .Bind(execution.Started).BindSum().Run();
        }
    }
}
