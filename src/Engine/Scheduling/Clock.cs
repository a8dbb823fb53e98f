namespace Sluice.Engine.Scheduling;

/// <summary>The engine's time: UTC in whole milliseconds, as it is stored.</summary>
internal sealed class Clock(TimeProvider time)
{
    public TimeProvider Provider => time;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
