namespace Sluice.Bench.Load;

/// <summary>How long the calls of a row took.</summary>
/// <param name="Milliseconds">Of each call, ascending.</param>
/// <param name="Seconds">Of the row.</param>
/// <param name="BusyMilliseconds">Of all processors together, spent by the server.</param>
internal sealed record Times(List<double> Milliseconds, double Seconds, double BusyMilliseconds)
{
    public double PerSecond => Milliseconds.Count / Seconds;

    public double BusyEach => BusyMilliseconds / Milliseconds.Count;

    /// <summary>The time that a share of the calls took at most.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <returns>Not a number when no call has ended.</returns>
    public double At(double share) =>
        Milliseconds.Count == 0 ? double.NaN : Milliseconds[(int)((Milliseconds.Count - 1) * share)];
}
