namespace Sluice.Engine;

/// <summary>What an engine has taken up again when it was opened.</summary>
/// <param name="InProgress">Standard executions in progress, of all accounts.</param>
/// <param name="TakenUp">Those of them that were read back at once; the others rest in the store until their time, or a
/// report, comes.</param>
/// <param name="Calls">Calls to services that were out and are made again, with the same idempotency key.</param>
/// <param name="Timers">Timers set again.</param>
/// <param name="MapRuns">Map runs that go on.</param>
/// <param name="Schedules">Schedules that are enabled.</param>
public sealed record Recovery(long InProgress, int TakenUp, int Calls, int Timers, int MapRuns, int Schedules)
{
    /// <summary>Whether there was anything.</summary>
    public bool IsEmpty => InProgress == 0 && MapRuns == 0 && Schedules == 0;

    internal Recovery With(Recovery more) => new(
        InProgress + more.InProgress,
        TakenUp + more.TakenUp,
        Calls + more.Calls,
        Timers + more.Timers,
        MapRuns + more.MapRuns,
        Schedules + more.Schedules);

    internal static Recovery None { get; } = new(0, 0, 0, 0, 0, 0);
}
