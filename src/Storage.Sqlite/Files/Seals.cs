using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>What each checksum of a row is made of: the one place where reading, writing and checking look it up.</summary>
/// <param name="Key">The value that says where the part belongs, where its columns do not; as text of SQL.</param>
/// <param name="Columns">In the order in which they go into the checksum.</param>
/// <param name="Sum">The column that holds it.</param>
/// <param name="Later">
/// Columns that came with a later format than the checksum, in order: those that are not null go into it behind the others,
/// each with its place among them. So a row of an earlier format, in which they are null, is as whole as it was.
/// </param>
/// <remarks>
/// The parts of an execution and of a journal row are apart where one is read or written without the others. A column that
/// is added to a table is added behind the later ones here, too.
/// </remarks>
internal sealed record Seal(RowPart Part, string Table, string Key, string Columns, string Sum, string Later = "")
{
    private const string NoKey = "0";

    public static Seal Execution { get; } = new(
        RowPart.Execution,
        "execution",
        "id",
        "shard, flow_id, revision_id, name, started, qualifier, map_run",
        "sum",
        "parent, rerun_of");

    public static Seal Life { get; } = new(
        RowPart.Life,
        "execution",
        "id",
        "status, stopped, wake_at, error, cause",
        "life_sum",
        "failed_state, attention, bytes");

    public static Seal Input { get; } = new(RowPart.Input, "execution", "id", "input", "input_sum");

    public static Seal Output { get; } = new(RowPart.Output, "execution", "id", "output", "output_sum");

    public static Seal Events { get; } = new(
        RowPart.Events, "journal", "execution_id", "first_event, event_count, kind, events", "events_sum");

    public static Seal State { get; } = new(
        RowPart.State, "journal", "execution_id", "first_event, event_count, kind, state", "state_sum");

    public static Seal Flow { get; } = new(
        RowPart.Flow,
        "flow",
        "id",
        "uuid, name, type, description, mode, external_storage_location, resource_group_id, created, modified, "
        + "revision_id, version, account, last_version, deleted",
        "sum",
        "search_keys");

    public static Seal Revision { get; } = new(
        RowPart.Revision, "revision", "id", "flow_id, definition, role_arn, environment, definer", "sum");

    public static Seal Version { get; } = new(
        RowPart.Version, "version", NoKey, "flow_id, number, revision_id, description, created", "sum");

    public static Seal Alias { get; } = new(
        RowPart.Alias,
        "alias",
        NoKey,
        "flow_id, name, description, first_version, first_weight, second_version, second_weight, created",
        "sum");

    public static Seal Schedule { get; } = new(
        RowPart.Schedule,
        "schedule",
        "id",
        "shard, flow_id, uuid, name, description, payload, cron, enabled, created, modified, anchor, next_at, version, "
        + "missed, missed_from, missed_until",
        "sum");

    public static Seal MapRun { get; } = new(
        RowPart.MapRun, "map_run", NoKey, "name, shard, execution_id, open, body", "sum");

    public static Seal MapPage { get; } = new(RowPart.MapPage, "map_page", NoKey, "run, number, body", "sum");

    public static Seal Letter { get; } = new(RowPart.Letter, "outbox", "id", "shard, body", "sum");

    public static Seal Access { get; } = new(RowPart.Access, "access", NoKey, "kind, account, name, body", "sum");

    public static Seal SearchValue { get; } = new(
        RowPart.SearchValue, "search_value", NoKey, "execution_id, flow_id, name, value, started", "sum");

    public static Seal Usage { get; } = new(RowPart.Usage, "usage", "flow_id", "bytes, executions", "sum");

    public static Seal Terms { get; } = new(RowPart.Terms, "terms", "id", "release, level, limits", "sum");

    public static Seal ServerLife { get; } = new(
        RowPart.ServerLife, "life", "id", "terms_id, started, ended, exact", "sum");

    public static Seal Unrecorded { get; } = new(
        RowPart.Unrecorded, "unrecorded", NoKey, "flow_id, hour, count", "sum");

    public static Seal Batch { get; } = new(
        RowPart.Batch,
        "batch",
        "id",
        "account, action, filter, created_by, created, state, ended, problem, position_started, position_id, expected, "
        + "done, failed, version",
        "sum");

    public static Seal BatchFailure { get; } = new(
        RowPart.BatchFailure, "batch_failure", "id", "batch_id, flow, execution, code, reason", "sum");

    /// <summary>Of the one row that says what store this is.</summary>
    public static Seal Store { get; } = new(
        RowPart.Store,
        "meta",
        NoKey,
        "shard_count, token_key, page_sums, unsealed_executions, unsealed_journal, unsealed_map_pages",
        "sum");

    public static IReadOnlyList<Seal> All { get; } =
    [
        Store, Flow, Revision, Version, Alias, Schedule, Access, Execution, Life, Input, Output, Events, State, Letter,
        MapRun, MapPage, SearchValue, Usage, Terms, ServerLife, Unrecorded, Batch, BatchFailure,
    ];

    /// <summary>Columns that it is made of, the later ones too.</summary>
    public int Count { get; } = Columns.Split(',').Length + LaterOf(Later);

    /// <summary>Key, columns and checksum, as <see cref="IsWhole"/> takes them.</summary>
    public string Selection => $"{Key}, {AllColumns}, {Sum}";

    private string AllColumns => Later.Length == 0 ? Columns : $"{Columns}, {Later}";

    /// <summary>Whether the columns of a row are what was written there.</summary>
    /// <param name="first">Where <see cref="Selection"/> begins in the row.</param>
    /// <param name="number">The row's number.</param>
    public bool IsWhole(Statement row, int first, long number) => row.IsNull(first + Count + 1)
        ? row.Connection.Unsealed.Has(Part, number)
        : SumOf(row, first) == row.Int64(first + Count + 1);

    /// <summary>Makes the checksum of a row anew, inside the current transaction. The row has been found whole before.</summary>
    /// <param name="number">The row's number.</param>
    public void Renew(Connection connection, long number)
    {
        long sum;
        using (var row = connection.Prepare($"SELECT {Key}, {AllColumns} FROM {Table} WHERE rowid = ?").Bind(number))
        {
            if (!row.Step())
            {
                return;
            }

            sum = SumOf(row, first: 0);
        }

        connection.Prepare($"UPDATE {Table} SET {Sum} = ? WHERE rowid = ?").Bind(sum).Bind(number).Run();
    }

    private long SumOf(Statement row, int first) =>
        row.SumOf(Part, row.Int64(first), first + 1, Count - LaterOf(Later), LaterOf(Later));

    private static int LaterOf(string columns) => columns.Length == 0 ? 0 : columns.Split(',').Length;
}
