using System.Text;
using Sluice.Model;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>A search, ready to be asked of one flow after the other.</summary>
/// <param name="source">The index that it walks.</param>
internal sealed class FlowScan(Connection connection, ExecutionSearch search, ScanSource source)
{
    private readonly NameSpan? _names = NameSpan.Of(search);
    private readonly Dictionary<long, bool> _haveChildren = [];

    /// <summary>What is walked in each flow: mostly once, or once for each number that an index must have.</summary>
    public IReadOnlyList<long?> Values { get; } = source == ScanSource.ByAttention
        ? [.. Attention.Having(search.Retrying, search.Waiting).Select(number => (long?)number)]
        : [null];

    /// <summary>Some places of a flow, newest first, and whether what stands there is sought.</summary>
    public List<Scanned> Read(long flow, long? value, ExecutionPlace? after, int limit) =>
        Bind(connection.Prepare(source.Page(search.Keys.Count)), flow, value, after, limit)
            .ReadAll(row => new Scanned(new(row.Int64(0), new ExecutionId(row.Int64(1))), row.Int64(2) == 1));

    /// <summary>How many places there are, up to a limit, and at how many of them something is that is sought.</summary>
    public (long Scanned, long Found) Count(long flow, long? value, int limit)
    {
        using var row = Bind(connection.Prepare(source.Count(search.Keys.Count)), flow, value, after: null, limit);
        return row.Step() ? (row.Int64(0), row.Int64(1)) : default;
    }

    private Statement Bind(Statement statement, long flow, long? value, ExecutionPlace? after, int limit)
    {
        var (from, to) = (search.StartedFrom, after is null ? search.StartedTo : Math.Min(search.StartedTo ?? long.MaxValue, after.Value.Started));
        statement
            .Bind(flow)
            .Bind(source.IsOrdered ? from ?? long.MinValue : from)
            .Bind(source.IsOrdered ? to ?? long.MaxValue : to)
            .Bind(after?.Started)
            .Bind(after?.Id.Value)
            .Bind(limit)
            .Bind((long?)search.Status)
            .Bind(search.Error)
            .Bind(search.FailedState)
            .Bind(Attention.Of(search.Retrying, search.Waiting) ?? 0);
        _ = _names is { } names ? names.BindTo(statement) : statement.BindNull().BindNull();
        statement.Bind(search.MapChildren || !source.MayMeetChildren || !HasChildren(flow) ? 1 : 0).Bind(value);
        foreach (var key in search.Keys)
        {
            statement.Bind(key.Name).Bind(key.Value);
        }

        return statement;
    }

    /// <summary>Whether there is any child of a map run among the flow's executions: one look for all of its places.</summary>
    private bool HasChildren(long flow)
    {
        if (!_haveChildren.TryGetValue(flow, out var any))
        {
            // Not null: no text is below the empty one.
            using var child = connection.Prepare(
                "SELECT 1 FROM execution INDEXED BY execution_list WHERE flow_id = ? AND map_run >= '' LIMIT 1").Bind(flow);
            _haveChildren.Add(flow, any = child.Step());
        }

        return any;
    }
}

/// <summary>A place that a search came by.</summary>
/// <param name="Fits">Whether the execution there is sought.</param>
internal readonly record struct Scanned(ExecutionPlace Place, bool Fits);

/// <summary>Names from one on and below another one, as bytes.</summary>
internal readonly record struct NameSpan(byte[] From, byte[] Below)
{
    /// <summary>No UTF-8 text has this byte: with it behind, a prefix is above all that begin with it.</summary>
    private const byte AboveUtf8 = 0xFF;

    /// <returns>Null when a search asks for no names.</returns>
    public static NameSpan? Of(ExecutionSearch search)
    {
        if (search.Name is { } name)
        {
            var whole = Encoding.UTF8.GetBytes(name);
            return new(whole, [.. whole, 0]);
        }

        return string.IsNullOrEmpty(search.NamePrefix) ? null : OfPrefix(Encoding.UTF8.GetBytes(search.NamePrefix));
    }

    public Statement BindTo(Statement statement) => statement.BindText(From).BindText(Below);

    private static NameSpan OfPrefix(byte[] prefix) => new(prefix, [.. prefix, AboveUtf8]);
}
