using System.Globalization;
using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Interpreter.Explaining;

/// <summary>The words of explanations.</summary>
internal static class Wording
{
    private const int LongestCause = 300;

    /// <summary>Such as <c>HTTP.503 "upstream busy"</c>.</summary>
    public static string Of(StepFailure failure) => failure.Cause.Length == 0
        ? failure.Code
        : $"{failure.Code} \"{Shorten(failure.Cause)}\"";

    /// <summary>Such as <c>both[1]/charge (Task, HTTP:Request)</c>.</summary>
    public static string Of(ExplainedStep step) => (step.Kind, step.Action) switch
    {
        (null, _) => step.Path,
        (var kind, null) => $"{step.Path} ({kind})",
        var (kind, action) => $"{step.Path} ({kind}, {action})",
    };

    public static string KindOf(State state) => state switch
    {
        PassState => "Pass",
        TaskState => "Task",
        WaitState => "Wait",
        ChoiceState => "Choice",
        ParallelState => "Parallel",
        MapState => "Map",
        DistributedMapState => "distributed Map",
        SucceedState => "Succeed",
        FailState => "Fail",
        _ => throw new System.Diagnostics.UnreachableException($"{state.GetType().Name} is no kind of state."),
    };

    /// <summary>Such as <c>14 s</c> or <c>2 h 5 min</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0 } => "no time",
        { TotalSeconds: < 1 } => Text($"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 10 } => Text($"{Math.Floor(time.TotalSeconds * 10) / 10:0.#} s"),
        { TotalMinutes: < 2 } => Text($"{Math.Floor(time.TotalSeconds):0} s"),
        { TotalHours: < 2 } => Text($"{Math.Floor(time.TotalMinutes):0} min"),
        { TotalDays: < 2 } => Text($"{Math.Floor(time.TotalHours):0} h {time.Minutes} min"),
        _ => Text($"{Math.Floor(time.TotalDays):0} days {time.Hours} h"),
    };

    /// <summary>UTC, to the second.</summary>
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Attempts(int attempts) => attempts == 1 ? "at its first attempt" : Text($"after {attempts} attempts");

    private static string Shorten(string text) => text.Length <= LongestCause
        ? text
        : text[..(char.IsHighSurrogate(text[LongestCause - 1]) ? LongestCause - 1 : LongestCause)] + "…";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
