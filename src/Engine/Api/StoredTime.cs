namespace Sluice.Engine.Api;

/// <summary>Bounds in time, as stores compare them: stored times are whole milliseconds, so a bound between two of them moves
/// inward.</summary>
internal static class StoredTime
{
    /// <summary>The earliest one that is meant.</summary>
    public static long? From(DateTimeOffset? bound) => bound is { } instant
        ? instant.ToUnixTimeMilliseconds() + (instant.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1)
        : null;

    /// <summary>The latest one that is meant.</summary>
    public static long? To(DateTimeOffset? bound) => bound?.ToUnixTimeMilliseconds();
}
