using System.Text.Json;

namespace Sluice.Bench.Load;

/// <summary>What a list says of an execution.</summary>
/// <param name="Stopped">Null while it is in progress.</param>
internal sealed record ListedExecution(string Name, DateTimeOffset Started, DateTimeOffset? Stopped)
{
    /// <summary>How long it took beyond what it was meant to sleep.</summary>
    /// <param name="seconds">It was to sleep.</param>
    public double LateMilliseconds(int seconds) =>
        (Stopped!.Value - Started - TimeSpan.FromSeconds(seconds)).TotalMilliseconds;

    public static ListedExecution From(JsonElement json) => new(
        json.GetProperty("Name").GetString()!,
        json.GetProperty("StartedTime").GetDateTimeOffset(),
        json.TryGetProperty("StoppedTime", out var stopped) ? stopped.GetDateTimeOffset() : null);
}
