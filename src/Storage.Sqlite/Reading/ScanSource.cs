namespace Sluice.Storage.Sqlite.Reading;

/// <summary>By which index a search walks the executions of one flow, newest first.</summary>
/// <remarks>
/// The index is named, not left to the planner's guess. What it does not answer is looked at row by row, as <c>fits</c>; parameters
/// are numbered, and each text has all of them: 1 flow, 2 and 3 span of starts, 4 and 5 place to go on behind, 6 limit, 7 status,
/// 8 error, 9 failed state, 10 what it must need attention for, 11 and 12 span of names, 13 whether children of map runs count,
/// 14 the attention that is walked, and from 15 on a name and a value for each search key.
/// </remarks>
/// <param name="From">Tables and the condition that the index answers.</param>
/// <param name="Started">The column that the index is ordered by.</param>
/// <param name="Id">The one that it is ordered by then.</param>
internal sealed record ScanSource(string From, string Started = "e.started", string Id = "e.id")
{
    /// <summary>The first parameter of search keys.</summary>
    public const int FirstKey = 15;

    public static ScanSource ByStart { get; } = Of("execution_list", "e.map_run IS NULL");

    public static ScanSource ByStatus { get; } = Of("execution_status", "e.status = ?7 AND e.map_run IS NULL");

    public static ScanSource ByError { get; } = Of("execution_error", "e.error = ?8 AND e.map_run IS NULL");

    public static ScanSource ByFailedState { get; } =
        Of("execution_failed_state", "e.failed_state = ?9 AND e.map_run IS NULL");

    public static ScanSource ByAttention { get; } = Of("execution_attention", "e.attention = ?14");

    /// <summary>Sorted each time it is asked: for few names.</summary>
    public static ScanSource ByName { get; } = Of("execution_name", "e.name >= ?11 AND e.name < ?12");

    public static ScanSource ByKey { get; } = new(
        $"""
        search_value AS k INDEXED BY search_value_name CROSS JOIN execution AS e ON e.id = k.execution_id
        WHERE k.flow_id = ?1 AND k.name = ?{FirstKey} AND k.value = ?{FirstKey + 1}
        """,
        "k.started",
        "k.execution_id");

    /// <summary>Places and whether they fit, newest first.</summary>
    public string Page(int keys) =>
        $"""
        SELECT {Started}, {Id}, {Fits(keys)} FROM {Walk}
        ORDER BY {Started} DESC, {Id} DESC LIMIT ?6
        """;

    /// <summary>How many are looked at, and how many of them fit.</summary>
    public string Count(int keys) =>
        $"SELECT count(*), coalesce(sum(fits), 0) FROM (SELECT {Fits(keys)} AS fits FROM {Walk} LIMIT ?6)";

    private string Walk => $"{From} AND {Started} BETWEEN ?2 AND ?3 AND (?4 IS NULL OR {Started} < ?4 OR {Id} < ?5)";

    // A CASE, so that what is not asked for is not read either.
    private static string Fits(int keys) =>
        $"""
        CASE WHEN (?13 OR e.map_run IS NULL)
          AND (?7 IS NULL OR e.status = ?7)
          AND (?8 IS NULL OR e.error = ?8)
          AND (?9 IS NULL OR e.failed_state = ?9)
          AND (?10 = 0 OR (e.attention & ?10) = ?10)
          AND (?11 IS NULL OR (e.name >= ?11 AND e.name < ?12))
          AND (?14 IS NULL OR e.attention = ?14)
          {string.Concat(Enumerable.Range(0, keys).Select(HasKey))}
        THEN 1 ELSE 0 END
        """;

    private static string HasKey(int n) =>
        $"""
        AND EXISTS (
          SELECT 1 FROM search_value AS v INDEXED BY search_value_execution
          WHERE v.execution_id = e.id AND v.name = ?{FirstKey + (2 * n)} AND v.value = ?{FirstKey + (2 * n) + 1})

        """;

    private static ScanSource Of(string index, string condition) =>
        new($"execution AS e INDEXED BY {index} WHERE e.flow_id = ?1 AND {condition}");
}
