using Sluice.Model;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>A search across the flows of an account: places are walked newest first, each with whether it is sought.</summary>
/// <remarks>
/// One condition is answered by an index of each flow, and walked in its order; the others are looked at place by place, as
/// <c>fits</c>, so that a page costs at most what is walked for it.
/// </remarks>
internal sealed class SearchWalk(ExecutionSearch search, bool areNamesFew)
{
    /// <summary>Some places, newest first.</summary>
    public Task<List<Scanned>> ReadAsync(Session session, ExecutionPlace? after, int limit)
    {
        var asked = new Conditions();
        var most = asked.Bind(limit);
        return session.AllAsync(
            $"""
            SELECT w.started, w.id, w.fits FROM flow AS f CROSS JOIN LATERAL (
              {Walk(asked, after)} ORDER BY started DESC, id DESC LIMIT {most}) AS w
            WHERE {Flows(asked)} ORDER BY w.started DESC, w.id DESC LIMIT {most}
            """,
            row => new Scanned(new(row.Int64(0), new ExecutionId(row.Int64(1))), row.Bool(2)),
            asked.Values);
    }

    /// <summary>How many places there are, up to a limit, and at how many of them something is that is sought.</summary>
    public Task<(long Scanned, long Found)> CountAsync(Session session, long limit)
    {
        var asked = new Conditions();
        return session.FirstAsync(
            $"""
            SELECT count(*), count(*) FILTER (WHERE fits) FROM (
              SELECT w.fits FROM flow AS f CROSS JOIN LATERAL ({Walk(asked, after: null)}) AS w
              WHERE {Flows(asked)} LIMIT {asked.Bind(limit)}) AS walked
            """,
            row => (row.Int64(0), row.Int64(1)),
            asked.Values);
    }

    private string Flows(Conditions asked)
    {
        var flows = $"f.account = {asked.Bind(search.Account.Value)} AND NOT f.deleted";
        return search.FlowId is { } flow ? $"{flows} AND f.id = {asked.Bind(flow)}" : flows;
    }

    private string Walk(Conditions asked, ExecutionPlace? after)
    {
        var isByKey = search.Name is null && search.Keys.Count > 0;
        var (started, id) = isByKey ? ("k.started", "k.execution_id") : ("e.started", "e.id");
        var from = isByKey
            ? $"""
              search_value AS k JOIN execution AS e ON e.id = k.execution_id
              WHERE k.flow_id = f.id AND k.name = {asked.Bind(search.Keys[0].Name)} AND k.value = {asked.Bind(search.Keys[0].Value)}
              """
            : $"execution AS e WHERE e.flow_id = f.id AND {Walked(asked)}";
        return
            $"""
            SELECT {started} AS started, {id} AS id, ({Fits(asked)}) AS fits FROM {from}
              AND {Span(asked, started, id, after)}
            """;
    }

    /// <summary>What an index answers, with the order of the walk behind it.</summary>
    private string Walked(Conditions asked)
    {
        if (search.Name is { } name)
        {
            return $"e.name = {asked.Bind(name)}";
        }

        if (search.Retrying || search.Waiting)
        {
            return $"e.attention = ANY({asked.Bind(Attention.Having(search.Retrying, search.Waiting))})";
        }

        return search.FailedState is { } state ? $"e.failed_state = {asked.Bind(state)} AND e.map_run IS NULL"
            : search.Error is { } error ? $"e.error = {asked.Bind(error)} AND e.map_run IS NULL"
            : areNamesFew ? Names(asked)
            : search.Status is { } status ? $"e.status = {asked.Bind((int)status)} AND e.map_run IS NULL"
            : "e.map_run IS NULL";
    }

    private string Span(Conditions asked, string started, string id, ExecutionPlace? after)
    {
        var span = new List<string> { "true" };
        if (search.StartedFrom is { } from)
        {
            span.Add($"{started} >= {asked.Bind(from)}");
        }

        if (search.StartedTo is { } to)
        {
            span.Add($"{started} <= {asked.Bind(to)}");
        }

        if (after is { } place)
        {
            span.Add($"({started}, {id}) < ({asked.Bind(place.Started)}, {asked.Bind(place.Id.Value)})");
        }

        return string.Join(" AND ", span);
    }

    private string Fits(Conditions asked)
    {
        var fits = new List<string> { search.MapChildren ? "true" : "e.map_run IS NULL" };
        AddEqual("e.status", (int?)search.Status);
        AddEqual("e.error", search.Error);
        AddEqual("e.failed_state", search.FailedState);
        if (search.Retrying || search.Waiting)
        {
            fits.Add($"coalesce(e.attention = ANY({asked.Bind(Attention.Having(search.Retrying, search.Waiting))}), false)");
        }

        if (!string.IsNullOrEmpty(search.NamePrefix))
        {
            fits.Add(Names(asked));
        }

        foreach (var key in search.Keys)
        {
            fits.Add(
                $"""
                EXISTS (SELECT FROM search_value AS v
                  WHERE v.execution_id = e.id AND v.name = {asked.Bind(key.Name)} AND v.value = {asked.Bind(key.Value)})
                """);
        }

        return string.Join(" AND ", fits);

        void AddEqual(string column, object? value)
        {
            if (value is not null)
            {
                fits.Add($"coalesce({column} = {asked.Bind(value)}, false)");
            }
        }
    }

    private string Names(Conditions asked)
    {
        var names = $"e.name >= {asked.Bind(search.NamePrefix!)}";
        return StoredText.Above(search.NamePrefix!) is { } above ? $"{names} AND e.name < {asked.Bind(above)}" : names;
    }
}

/// <summary>A place that a search came by.</summary>
/// <param name="Fits">Whether the execution there is sought.</param>
internal readonly record struct Scanned(ExecutionPlace Place, bool Fits);
