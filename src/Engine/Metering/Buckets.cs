namespace Sluice.Engine.Metering;

/// <summary>Bounds of durations, in seconds.</summary>
internal static class Buckets
{
    /// <summary>Of what takes milliseconds as a rule and may take a minute.</summary>
    public static IReadOnlyList<double> OfCalls { get; } =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Of what may take days.</summary>
    public static IReadOnlyList<double> OfDays { get; } =
        [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 1_800, 3_600, 21_600, 86_400];
}
