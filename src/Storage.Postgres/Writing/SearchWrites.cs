using Npgsql;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>By what new executions can be found.</summary>
internal static class SearchWrites
{
    public static void Add(NpgsqlBatch statements, CommitBatch round)
    {
        if (round.SearchValues.Count == 0)
        {
            return;
        }

        var inserted = round.Inserts.ToDictionary(row => row.Id);
        var values = new List<(ExecutionRow Of, SearchValue Value)>();
        foreach (var (id, value) in round.SearchValues)
        {
            if (!inserted.TryGetValue(id, out var execution))
            {
                statements.AddConflict($"Execution {id} gets a search value, and is not begun with it.");
                return;
            }

            values.Add((execution, value));
        }

        statements.Add(
            "INSERT INTO search_value(execution_id, flow_id, name, value, started) SELECT * FROM unnest($1, $2, $3, $4, $5)",
            values.Column(row => row.Of.Id.Value), values.Column(row => row.Of.FlowId), values.Column(row => row.Value.Name),
            values.Column(row => row.Value.Value), values.Column(row => row.Of.Started));
    }
}
