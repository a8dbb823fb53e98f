namespace Sluice.Storage.Sqlite.Database;

/// <summary>What an execution needs somebody's eyes for, as one number, so that one index has it. Stored.</summary>
internal static class Attention
{
    private const long Retrying = 1;
    private const long Waiting = 2;

    /// <returns>Null for an execution that does neither.</returns>
    public static long? Of(bool retrying, bool waiting) =>
        ((retrying ? Retrying : 0) | (waiting ? Waiting : 0)) is > 0 and var number ? number : null;

    public static bool IsRetrying(long? number) => (number & Retrying) == Retrying;

    public static bool IsWaiting(long? number) => (number & Waiting) == Waiting;

    /// <summary>All numbers of executions that do what is asked for; empty when nothing is.</summary>
    public static IReadOnlyList<long> Having(bool retrying, bool waiting) => (retrying, waiting) switch
    {
        (true, true) => [Retrying | Waiting],
        (true, false) => [Retrying, Retrying | Waiting],
        (false, true) => [Waiting, Retrying | Waiting],
        _ => [],
    };
}
