using System.Globalization;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>How long a wait is, from a value in the step's input.</summary>
/// <remarks>Source: classic language, section 4.2.</remarks>
internal static class Delays
{
    /// <summary>Whole seconds, as a number or as its text, from 0 to <paramref name="most"/>; null otherwise.</summary>
    public static int? Seconds(JsonValue value, int most)
    {
        var digits = value is JsonNumber { IsInteger: true } ? value.ToString() : (value as JsonString)?.Value;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= most
            ? seconds
            : null;
    }

    public static Outcome<TimeSpan> OfDuration(JsonValue value, Variables variables)
    {
        var most = variables.Limits.ClassicWaitSeconds;
        return Seconds(value, most) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : Invalid($"duration must be 0 to {most} whole seconds (setting {LimitNames.ClassicWaitSeconds}), not {Describe(value)}.");
    }

    public static Outcome<TimeSpan> UntilTimestamp(JsonValue value, Variables variables) =>
        value is JsonString text && Timestamp.TryParse(text.Value, out var instant)
            ? Until(instant, variables)
            : Invalid($"timestamp must be a time such as 2030-05-01T08:00:00Z, not {Describe(value)}.");

    /// <summary>Zero when the instant has passed.</summary>
    public static Outcome<TimeSpan> Until(DateTimeOffset instant, Variables variables)
    {
        var most = TimeSpan.FromSeconds(variables.Limits.ClassicWaitSeconds);
        var delay = instant - variables.Now;
        return delay <= TimeSpan.Zero ? TimeSpan.Zero
            : delay <= most ? delay
            : Invalid(
                $"timestamp must be at most {(long)most.TotalSeconds} seconds (setting {LimitNames.ClassicWaitSeconds}) ahead, "
                + $"not {(long)delay.TotalSeconds}.");
    }

    private static StepFailure Invalid(string cause) => new(FailureCodes.InvalidInput, cause);

    private static string Describe(JsonValue value) => value is JsonNumber or JsonString
        ? Diagnostics.Shorten(value.ToString())
        : value.KindName;
}

/// <summary>A wait until an instant that the definition names.</summary>
internal sealed class Until(DateTimeOffset instant) : Computed<TimeSpan>
{
    public override Outcome<TimeSpan> Evaluate(Variables variables) => Delays.Until(instant, variables);
}

/// <summary>A wait whose length stands in the step's input; what is not there counts as null.</summary>
internal sealed class DelayAtPath(
    JsonPath path, string name, Func<JsonValue, Variables, Outcome<TimeSpan>> convert) : Computed<TimeSpan>
{
    public override Outcome<TimeSpan> Evaluate(Variables variables)
    {
        var work = new PathWork(variables.Limits, variables.Work);
        var value = path.Find(variables.Input.Value, work) ?? JsonValue.Null;
        return work.IsExhausted ? PathWork.Failure(name) : convert(value, variables);
    }
}
