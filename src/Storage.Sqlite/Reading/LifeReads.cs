using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Lives of servers, and the terms under which they worked.</summary>
internal static class LifeReads
{
    private static readonly string Span =
        $"""
        SELECT {Seal.ServerLife.Selection} FROM life INDEXED BY life_started
        WHERE started <= ? AND coalesce(ended, {long.MaxValue}) >= ? ORDER BY started, id
        """;

    private static readonly string ById = $"SELECT {Seal.Terms.Selection} FROM terms WHERE id = ?";

    public static ReadSubject Lives => new("The lives of servers");

    public static IReadOnlyList<ServerLife> List(Connection connection, long from, long to)
    {
        var terms = new Dictionary<long, ServerTerms>();
        return connection.Prepare(Span).Bind(to).Bind(from).ReadAll(row => Seal.ServerLife.IsWhole(row, 0, number: 0)
            ? new ServerLife(
                row.Int64(0),
                TermsOf(row.Int64(1)),
                row.Int64(2),
                row.NullableInt64(3),
                IsEndExact: row.Int64(4) == 1)
            : throw Lives.Damaged(connection, $"life number {row.Int64(0)} is not what was written"));

        ServerTerms TermsOf(long id) => terms.TryGetValue(id, out var known) ? known : terms[id] = Find(connection, id);
    }

    private static ServerTerms Find(Connection connection, long id) =>
        connection.Prepare(ById).Bind(id).ReadFirst(row => Seal.Terms.IsWhole(row, 0, number: 0)
            ? new ServerTerms(row.Text(1), row.Int32(2), row.Text(3))
            : throw Lives.Damaged(connection, $"the terms number {id} are not what was written"))
        ?? throw Lives.Damaged(connection, $"the terms number {id} are missing");
}
