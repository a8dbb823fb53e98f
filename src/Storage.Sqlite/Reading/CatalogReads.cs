using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Flows and revisions.</summary>
internal static class CatalogReads
{
    private static readonly string Flows = $"SELECT {Seal.Flow.Selection} FROM flow";

    private static readonly string ByName = $"{Flows} WHERE account = ? AND name = ? AND deleted = 0";
    private static readonly string Live = $"{Flows} WHERE id = ? AND deleted = 0";
    private static readonly string ById = $"{Flows} WHERE id = ?";
    private static readonly string Revision = $"SELECT {Seal.Revision.Selection} FROM revision WHERE id = ?";

    private static readonly string Page =
        $"""
        {Flows}
        WHERE deleted = 0 AND account = ?1 AND (?2 IS NULL OR name > ?2)
          AND (?3 IS NULL OR resource_group_id = ?3)
        ORDER BY name LIMIT ?4
        """;

    private const string OfAccount = "flow_id IN (SELECT id FROM flow WHERE account = ? AND deleted = 0)";

    public static FlowRow? FindFlow(Connection connection, AccountId account, string name) =>
        connection.Prepare(ByName).Bind(account.Value).Bind(name).ReadFirst(row => Row(row, Named(name)));

    /// <summary>A live flow.</summary>
    public static FlowRow? FindLiveFlow(Connection connection, long id) =>
        connection.Prepare(Live).Bind(id).ReadFirst(row => Row(row, Numbered(id)));

    /// <summary>A flow, live or deleted.</summary>
    public static FlowRow? FindFlow(Connection connection, long id) =>
        connection.Prepare(ById).Bind(id).ReadFirst(row => Row(row, Numbered(id)));

    public static IReadOnlyList<FlowRow> ListFlows(
        Connection connection, AccountId account, string? afterName, string? resourceGroup, int limit) =>
        connection.Prepare(Page)
            .Bind(account.Value).Bind(afterName).Bind(resourceGroup).Bind(limit)
            .ReadAll(row => Row(row, Numbered(row.Int64(0))));

    public static int Count(Connection connection, AccountId account, CatalogItem what)
    {
        using var statement = connection.Prepare(what switch
        {
            CatalogItem.Flow => "SELECT count(*) FROM flow WHERE account = ? AND deleted = 0",
            CatalogItem.Version => $"SELECT count(*) FROM version WHERE {OfAccount}",
            CatalogItem.Alias => $"SELECT count(*) FROM alias WHERE {OfAccount}",
            CatalogItem.Schedule => $"SELECT count(*) FROM schedule WHERE {OfAccount}",
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        });
        return statement.Bind(account.Value).Step() ? statement.Int32(0) : 0;
    }

    public static IReadOnlyList<long> ListDeletedFlows(
        Connection connection, Action<StoreDamagedException> leftOut) =>
        [.. ReadMarks(connection, leftOut).Where(flow => flow.IsDeleted).Select(flow => flow.Id)];

    /// <summary>What a server must know of all flows before it starts.</summary>
    /// <param name="leftOut">Told of flows that are not what was written, and are left out.</param>
    public static List<FlowMark> ReadMarks(Connection connection, Action<StoreDamagedException> leftOut) =>
        connection.Prepare($"{Flows} ORDER BY id").ReadSome(
            int.MaxValue,
            row =>
            {
                if (Seal.Flow.IsWhole(row, 0, row.Int64(0)))
                {
                    return new FlowMark(row.Int64(0), AccountId.FromStored(row.Text(12)), row.Int64(14) != 0);
                }

                leftOut(Numbered(row.Int64(0)).Damaged(connection, "its row is not what was written"));
                return null;
            });

    public static RevisionRow? FindRevision(Connection connection, long id) =>
        connection.Prepare(Revision)
            .Bind(id)
            .ReadFirst(row => Seal.Revision.IsWhole(row, 0, id)
                ? new RevisionRow(row.Int64(0), row.Int64(1), row.Text(2), row.Text(3), row.NullableText(4))
                {
                    Definer = row.NullableText(5),
                }
                : throw RevisionSubject(id).Damaged(connection, "it is not what was written"));

    public static ReadSubject Named(string name) => new("Flow", name) { Around = Tolerance.All };

    public static ReadSubject Numbered(long id) => new($"Flow number {id}") { Around = Tolerance.All };

    /// <summary>A definition, as executions pin it.</summary>
    public static ReadSubject RevisionSubject(long id) =>
        new($"Revision {id}, a definition of a flow,") { Around = Tolerance.All };

    private static FlowRow Row(Statement row, ReadSubject subject) => Seal.Flow.IsWhole(row, 0, row.Int64(0))
        ? new()
        {
            Id = row.Int64(0),
            Uuid = Guid.Parse(row.Text(1)),
            Name = row.Text(2),
            Type = row.Text(3),
            Description = row.Text(4),
            Mode = row.Int32(5),
            ExternalStorageLocation = row.NullableText(6),
            ResourceGroupId = row.NullableText(7),
            Created = row.Int64(8),
            Modified = row.Int64(9),
            RevisionId = row.Int64(10),
            Version = row.Int64(11),
            Account = AccountId.FromStored(row.Text(12)),
            SearchKeys = row.NullableText(15),
        }
        : throw subject.Damaged(row.Connection, "its row is not what was written");
}

/// <summary>Of a flow, live or deleted.</summary>
internal sealed record FlowMark(long Id, AccountId Account, bool IsDeleted);
