using Microsoft.Data.Sqlite;
using Sluice.Model.Names;
using Sluice.Queues.Database;

namespace Sluice.Queues.Buses;

/// <summary>What is owed for events.</summary>
internal static class DeliveryRows
{
    public static void Insert(Rows rows, AccountId account, string bus, long made, NewDelivery delivery, long now) => rows.Run(
        "INSERT INTO deliveries(event, account, bus, lane, name, flow, input, state, due, attempts, problem, changed) "
        + "VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $8)",
        made,
        account.Value,
        bus,
        delivery.Lane,
        delivery.To,
        delivery.Flow,
        delivery.Input,
        (int)(delivery.Problem is null ? DeliveryState.Waiting : DeliveryState.Dead),
        now,
        delivery.Problem);

    /// <summary>The next one of a lane whose time has come: the one that is due longest; null for none.</summary>
    /// <param name="isInOrder">The oldest one, or none when its time has not come.</param>
    /// <param name="underWay">Those that are left out.</param>
    public static DueDelivery? FindDue(Rows rows, string lane, bool isInOrder, HashSet<long> underWay, long now)
    {
        // Numbers first: what is under way may be large, and is looked past each time.
        var due = rows.All(
            "SELECT id FROM deliveries WHERE state = 0 AND lane = $0 AND due <= $1 "
            + (isInOrder
                ? "AND id = (SELECT min(id) FROM deliveries WHERE state = 0 AND lane = $0) LIMIT $2"
                : "ORDER BY due, id LIMIT $2"),
            row => row.GetInt64(0),
            lane,
            now,
            underWay.Count + 1);
        return due.Where(number => !underWay.Contains(number)).Select(number => Load(rows, number)).FirstOrDefault();
    }

    /// <summary>When the next one of a lane is due that is not yet; null for none.</summary>
    public static long? NextDue(Rows rows, string lane, long now) =>
        rows.Value("SELECT min(due) FROM deliveries WHERE state = 0 AND lane = $0 AND due > $1", lane, now) as long?;

    public static int SetDelivered(Rows rows, long number, string? result, long now) => rows.Run(
        "UPDATE deliveries SET state = 2, attempts = attempts + 1, result = $1, changed = $2 WHERE id = $0 AND state = 0",
        number,
        result,
        now);

    /// <param name="again">When it is tried again; null for never.</param>
    public static int SetFailed(Rows rows, long number, string problem, long? again, long now) => rows.Run(
        "UPDATE deliveries SET state = $1, attempts = attempts + 1, problem = $2, due = $3, changed = $4 WHERE id = $0 AND state = 0",
        number,
        (int)(again is null ? DeliveryState.Dead : DeliveryState.Waiting),
        problem,
        again ?? now,
        now);

    /// <summary>Makes dead letters of what waits in lanes that there are not any more.</summary>
    public static List<string> CloseLanes(Rows rows, IReadOnlyCollection<string> open, Func<string, string> problem, long now)
    {
        var closed = rows.All("SELECT DISTINCT lane FROM deliveries WHERE state = 0", row => row.GetString(0)).Except(open).ToList();
        closed.ForEach(lane => rows.Run(
            "UPDATE deliveries SET state = 1, problem = $1, changed = $2 WHERE state = 0 AND lane = $0", lane, problem(lane), now));
        return closed;
    }

    /// <summary>Newest first.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="before">Leaves out this one and what is newer; null for none.</param>
    public static List<SeenDelivery> List(Rows rows, AccountId account, string bus, DeliveryState? state, long? before, int most) =>
        rows.All(
            "SELECT d.id, d.name, d.flow, d.state, d.attempts, d.due, d.changed, d.problem, d.result, e.source, e.event "
            + "FROM deliveries d JOIN events e ON e.id = d.event "
            + $"WHERE d.account = $0 AND d.bus = $1 AND d.id < $2 {(state is null ? "" : "AND d.state = $3")} ORDER BY d.id DESC LIMIT $4",
            Read,
            account.Value,
            bus,
            before ?? long.MaxValue,
            (int?)state,
            most);

    /// <summary>Has dead letters tried again from the beginning, one of them or all of a bus.</summary>
    /// <returns>The lanes that have something to do, one for each letter.</returns>
    public static List<string> Replay(Rows rows, AccountId account, string bus, long? number, int most, long now) => rows.All(
        "UPDATE deliveries SET state = 0, attempts = 0, due = $4, changed = $4 WHERE id IN ("
        + "SELECT id FROM deliveries WHERE account = $0 AND bus = $1 AND state = 1 AND ($2 IS NULL OR id = $2) ORDER BY id LIMIT $3) "
        + "RETURNING lane",
        row => row.GetString(0),
        account.Value,
        bus,
        number,
        most,
        now);

    private static DueDelivery Load(Rows rows, long number) => rows.All(
        $"SELECT d.id, d.account, d.name, d.flow, d.input, d.attempts, {EventRows.Columns} "
        + "FROM deliveries d JOIN events e ON e.id = d.event WHERE d.id = $0",
        row => new DueDelivery(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
            row.GetInt32(5),
            EventRows.Read(row, 6)),
        number)[0];

    private static SeenDelivery Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        Text(row, 2),
        (DeliveryState)row.GetInt32(3),
        row.GetInt32(4),
        MessageRows.Time(row.GetInt64(5)),
        MessageRows.Time(row.GetInt64(6)),
        Text(row, 7),
        Text(row, 8),
        row.GetString(9),
        row.GetString(10));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
