namespace Sluice.Storage.Postgres.Connecting;

/// <summary>What an execution needs somebody's eyes for, as one number, so that one index has it. Stored.</summary>
internal static class Attention
{
    private const int Retrying = 1;
    private const int Waiting = 2;

    /// <returns>Null for an execution that does neither.</returns>
    public static int? Of(bool retrying, bool waiting) =>
        ((retrying ? Retrying : 0) | (waiting ? Waiting : 0)) is > 0 and var number ? number : null;

    public static bool IsRetrying(int? number) => (number & Retrying) == Retrying;

    public static bool IsWaiting(int? number) => (number & Waiting) == Waiting;

    /// <summary>All numbers of executions that do what is asked for; empty when nothing is.</summary>
    public static int[] Having(bool retrying, bool waiting) => (retrying, waiting) switch
    {
        (true, true) => [Retrying | Waiting],
        (true, false) => [Retrying, Retrying | Waiting],
        (false, true) => [Waiting, Retrying | Waiting],
        _ => [],
    };
}
