using System.Text.RegularExpressions;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Replays;

/// <summary>Finds the recorded answer of a call: by its name, by its old name, elsewhere in the flow, by an equal request.</summary>
internal sealed partial class AnswerMatch(RecordedCourse course, ReplayedFlow flows, bool isStrict)
{
    private readonly HashSet<AttemptKey> _used = [];

    /// <summary>Recorded calls that nobody has made again.</summary>
    public IEnumerable<RecordedAttempt> Unused => course.Attempts.Where(attempt => !_used.Contains(attempt.Call.Key));

    public MatchedAnswer Find(OpenCall call)
    {
        var (attempt, how) = Look(call);
        if (attempt is null)
        {
            return new(null, how, WhyNobodyKnows(call));
        }

        _used.Add(attempt.Call.Key);
        return new(attempt, how, Refuses(call, attempt)) { IsRequestChanged = !HaveSameRequest(call, attempt.Call) };
    }

    /// <summary>The recorded end of a wait or a back-off.</summary>
    public RecordedInput? FindTimer(AttemptKey key) => course.FindTimer(key.Renamed(flows.OldNames));

    private (RecordedAttempt? Attempt, MatchKind How) Look(OpenCall call)
    {
        if (Free(course.Find(call.Key)) is { } exact)
        {
            return (exact, MatchKind.Exact);
        }

        if (Free(course.Find(call.Key.Renamed(flows.OldNames))) is { } renamed)
        {
            return (renamed, MatchKind.Renamed);
        }

        // A further try of what the record has is not an answer that lies somewhere else.
        if (call.Key.Try > 1 && course.Find((call.Key with { Try = 1 }).Renamed(flows.OldNames)) is not null)
        {
            return (null, MatchKind.None);
        }

        var name = flows.OldNames.GetValueOrDefault(call.Key.State, call.Key.State);
        var elsewhere = course.Attempts.Where(attempt => attempt.Call.Key is var key && key.State == name
            && (key.Index ?? 0, key.Visit, key.Try) == (call.Key.Index ?? 0, call.Key.Visit, call.Key.Try)).Take(2).ToList();
        if (elsewhere is [var only] && flows.IsNamedOnce(name, call.Key.State) && Free(only) is { } moved)
        {
            return (moved, MatchKind.Elsewhere);
        }

        var alike = course.Attempts.FirstOrDefault(attempt =>
            Free(attempt) is not null && attempt.Call.Action == call.Action && call.MapRun is null && HaveSameRequest(call, attempt.Call)
            && flows.IsGone(attempt.Call.Key.Path));
        return alike is null ? (null, MatchKind.None) : (alike, MatchKind.SameRequest);
    }

    private RecordedAttempt? Free(RecordedAttempt? attempt) =>
        attempt is not null && !_used.Contains(attempt.Call.Key) ? attempt : null;

    private string WhyNobodyKnows(OpenCall call)
    {
        var old = call.Key.Renamed(flows.OldNames);
        if (call.Key.Try > 1 && course.Find(old with { Try = 1 }) is not null)
        {
            var tries = Enumerable.Range(1, call.Key.Try).TakeWhile(number => course.Find(old with { Try = number }) is not null).Count();
            return $"try {call.Key.Try} of {call.Key.Path}: {tries} {(tries == 1 ? "is" : "are")} recorded";
        }

        return flows.HasOld(old.Path)
            ? $"{call.Key} was not called, so nobody recorded an answer"
            : $"{call.Key.Path} is new, nobody recorded an answer";
    }

    /// <returns>Why the recorded answer is none of this call's; null when it is.</returns>
    private string? Refuses(OpenCall call, RecordedAttempt attempt) => attempt.Call switch
    {
        var recorded when recorded.Action != call.Action => $"{call.Key.Path} calls {call.Action}, and {recorded.Action} is recorded",
        var recorded when recorded.AwaitsReport != call.AwaitsReport => call.AwaitsReport
            ? $"{call.Key.Path} waits for a report now, and nobody recorded one"
            : $"{call.Key.Path} does not wait for a report any more",
        { Plan: { } plan } recorded when !plan.Equals(call.Plan) || !recorded.Parameters.Equals(call.Parameters)
            || !flows.AreSame(recorded.State, call.State) =>
            $"the distributed Map {call.Key.Path} or its items have changed, and its children are not replayed",
        var recorded when isStrict && !HaveSameRequest(call, recorded) => $"the request of {call.Key.Path} has changed (--strict)",
        _ => null,
    };

    private static bool HaveSameRequest(OpenCall call, OpenCall recorded) =>
        call.Action == recorded.Action
        && (call.Parameters.Equals(recorded.Parameters) || Plain(call.Parameters).Equals(Plain(recorded.Parameters)));

    /// <summary>Tokens name attempts by numbers, which shift.</summary>
    public static JsonValue Plain(JsonPayload value)
    {
        var text = value.ToString();
        return Tokens().IsMatch(text) && JsonReading.TryParse(Tokens().Replace(text, "TOKEN"), out var plain, out _) ? plain : value.Value;
    }

    [GeneratedRegex("AQ[0-9]{20}A{33}")]
    private static partial Regex Tokens();
}

/// <summary>A recorded answer, and how it was found.</summary>
/// <param name="Attempt">Null for none.</param>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
internal sealed record MatchedAnswer(RecordedAttempt? Attempt, MatchKind How, string? Problem)
{
    public bool IsRequestChanged { get; init; }
}

/// <summary>By what a recorded answer was found.</summary>
public enum MatchKind
{
    None,

    Exact,

    Renamed,

    /// <summary>The same name, in another place of the flow.</summary>
    Elsewhere,

    /// <summary>An answer that nobody else asks for, to an equal request.</summary>
    SameRequest,
}
