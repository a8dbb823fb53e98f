using Sluice.Model;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>What is read or written, to be named when it turns out to be damaged.</summary>
/// <param name="Words">What it is, as the beginning of a sentence.</param>
/// <param name="Name">Its own name; null where it has none or it is not known.</param>
/// <param name="Flow">The number of the flow it belongs to; 0 where it belongs to none.</param>
internal readonly record struct ReadSubject(string Words, string? Name = null, long Flow = 0)
{
    /// <summary>The execution, or the one that it belongs to, where it is known by its number.</summary>
    public ExecutionId? Execution { get; init; }

    /// <summary>Which damaged pages may be read past, because what is whole among what they hold can be told.</summary>
    public Tolerance Around { get; init; }

    public static ReadSubject OfExecution(ExecutionId id) => new("Execution") { Execution = id, Around = Tolerance.All };

    public static ReadSubject OfExecution(long flow, string name) =>
        new("Execution", name, flow) { Around = Tolerance.All };

    /// <param name="words">What of the execution, such as <c>Event 3</c>.</param>
    public static ReadSubject Within(ExecutionId id, string words) => new($"{words} of execution") { Execution = id, Around = Tolerance.Leaves };

    /// <param name="connection">To look up the names of execution and flow, if they can be read.</param>
    public StoreDamagedException Damaged(Connection connection, string problem, Exception? cause = null) =>
        new(In(connection), problem, cause) { Execution = Execution };

    /// <summary>As the beginning of a sentence, with the names that a connection can read.</summary>
    public string In(Connection connection) =>
        (Name is null && Execution is { } id ? Find(connection, id) : this).Describe(connection);

    private string Describe(Connection connection)
    {
        var flow = Flow == 0 ? ""
            : FlowName(connection) is { } name ? $" of flow '{name}'"
            : $" of flow number {Flow}";
        var number = Execution is { } id ? $" (number {id})" : "";
        return Words + (Name is null ? "" : $" '{Name}'") + flow + number;
    }

    private ReadSubject Find(Connection connection, ExecutionId id)
    {
        try
        {
            using var row = connection.Prepare($"SELECT {Seal.Execution.Selection} FROM execution WHERE id = ?")
                .Bind(id.Value);
            return row.Step() && Seal.Execution.IsWhole(row, 0, id.Value)
                ? this with { Flow = row.Int64(2), Name = row.Text(4) }
                : this;
        }
        catch (SqliteException)
        {
            // It lies on what is damaged; the number has to do.
            return this;
        }
    }

    private string? FlowName(Connection connection)
    {
        try
        {
            return connection.Prepare("SELECT name FROM flow WHERE id = ?").Bind(Flow).ReadFirst(row => row.Text(0));
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
