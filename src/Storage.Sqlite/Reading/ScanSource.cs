namespace Sluice.Storage.Sqlite.Reading;

/// <summary>By which index a search walks the executions of one flow, newest first.</summary>
/// <remarks>
/// The index is named, not left to the planner's guess. What it does not answer is looked at row by row, as <c>fits</c>; parameters
/// are numbered, and each text has all of them: 1 flow, 2 and 3 span of starts, 4 and 5 place to go on behind, 6 limit, 7 status,
/// 8 error, 9 failed state, 10 what it must need attention for, 11 and 12 span of names, 13 whether nobody needs to look if it is a
/// child of a map run, 14 the attention that is walked, and from 15 on a name and a value for each search key. What is not asked for
/// is null, and then not read: a walk that only looks at what its index holds stays out of the table.
/// </remarks>
/// <param name="From">Tables and the condition that the index answers.</param>
/// <param name="Started">The column that the index is ordered by.</param>
/// <param name="Id">The one that it is ordered by then.</param>
internal sealed record ScanSource(string From, string Started = "e.started", string Id = "e.id")
{
    /// <summary>The first parameter of search keys.</summary>
    public const int FirstKey = 15;

    private const string OfSearchValues = "search_value AS k INDEXED BY search_value_name";

    private static readonly string IsKey = $"WHERE k.flow_id = ?1 AND k.name = ?{FirstKey} AND k.value = ?{FirstKey + 1}";

    public static ScanSource ByStart { get; } = Of("execution_list", "e.map_run IS NULL");

    public static ScanSource ByStatus { get; } = Of("execution_status", "e.status = ?7 AND e.map_run IS NULL");

    public static ScanSource ByError { get; } = Of("execution_error", "e.error = ?8 AND e.map_run IS NULL");

    public static ScanSource ByFailedState { get; } =
        Of("execution_failed_state", "e.failed_state = ?9 AND e.map_run IS NULL");

    public static ScanSource ByFailure { get; } =
        Of("execution_failure", "e.failed_state = ?9 AND e.error = ?8 AND e.map_run IS NULL");

    public static ScanSource ByAttention { get; } =
        Of("execution_attention", "e.attention = ?14") with { MayMeetChildren = true };

    /// <summary>Sorted each time it is asked: for few names.</summary>
    public static ScanSource ByName { get; } =
        Of("execution_name", "e.name >= ?11 AND e.name < ?12") with { MayMeetChildren = true, IsOrdered = false };

    public static ScanSource ByKey { get; } = new(
        $"{OfSearchValues} CROSS JOIN execution AS e ON e.id = k.execution_id {IsKey}", "k.started", "k.execution_id")
    {
        HasKey = true,
    };

    /// <summary>For a search by keys and nothing else.</summary>
    public static ScanSource ByKeyAlone { get; } = new($"{OfSearchValues} {IsKey}", "k.started", "k.execution_id")
    {
        HasKey = true,
        HasExecution = false,
    };

    /// <summary>Children of map runs come by, so that each place has to be looked at for it, where there are any.</summary>
    public bool MayMeetChildren { get; private init; }

    /// <summary>The index holds the starts, in their order.</summary>
    public bool IsOrdered { get; private init; } = true;

    /// <summary>It walks the first search key, so that nobody needs to look for that.</summary>
    private bool HasKey { get; init; }

    private bool HasExecution { get; init; } = true;

    /// <summary>Places and whether they fit, newest first.</summary>
    public string Page(int keys) =>
        $"""
        SELECT {Started}, {Id}, {Fits(keys)} FROM {Walk}
        ORDER BY {Started} DESC, {Id} DESC LIMIT ?6
        """;

    /// <summary>How many are looked at, and how many of them fit.</summary>
    public string Count(int keys) =>
        $"SELECT count(*), coalesce(sum(fits), 0) FROM (SELECT {Fits(keys)} AS fits FROM {Walk} LIMIT ?6)";

    private string Walk => IsOrdered
        ? $"{From} AND {Started} BETWEEN ?2 AND ?3 AND (?4 IS NULL OR {Started} < ?4 OR {Id} < ?5)"
        : $"""
          {From} AND (?2 IS NULL OR {Started} >= ?2) AND (?3 IS NULL OR {Started} <= ?3)
          AND (?4 IS NULL OR {Started} < ?4 OR {Id} < ?5)
          """;

    // A CASE, so that what is not asked for is not read either.
    private string Fits(int keys)
    {
        string[] all = [.. HasExecution ? OfExecution : [], .. Enumerable.Range(0, keys).Skip(HasKey ? 1 : 0).Select(HasValue)];
        return all.Length == 0 ? "1" : $"CASE WHEN {string.Join("\n  AND ", all)} THEN 1 ELSE 0 END";
    }

    private static IReadOnlyList<string> OfExecution { get; } =
    [
        "(?13 OR e.map_run IS NULL)",
        "(?7 IS NULL OR e.status = ?7)",
        "(?8 IS NULL OR e.error = ?8)",
        "(?9 IS NULL OR e.failed_state = ?9)",
        "(?10 = 0 OR (e.attention & ?10) = ?10)",
        "(?11 IS NULL OR (e.name >= ?11 AND e.name < ?12))",
        "(?14 IS NULL OR e.attention = ?14)",
    ];

    private string HasValue(int n) =>
        $"""
        EXISTS (
          SELECT 1 FROM search_value AS v INDEXED BY search_value_execution
          WHERE v.execution_id = {Id} AND v.name = ?{FirstKey + (2 * n)} AND v.value = ?{FirstKey + (2 * n) + 1})
        """;

    private static ScanSource Of(string index, string condition) =>
        new($"execution AS e INDEXED BY {index} WHERE e.flow_id = ?1 AND {condition}");
}
