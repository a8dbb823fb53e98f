using Sluice.Definitions;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Recordings;

namespace Sluice.Testing.Replays;

/// <summary>Holds a candidate against its record: the end, then the path, then the calls.</summary>
internal sealed class Comparison(
    Recording recording, RecordedCourse course, ReplayedFlow flows, ReplayOptions options)
{
    private readonly ExecutionEnd _before = course.End!;

    public ReplayedExecution Judge(CandidateRun candidate)
    {
        if (candidate.Unknown.Count > 0 || candidate.Run.End is not { } after)
        {
            var unknown = candidate.Unknown.FirstOrDefault();
            return Made(ReplayVerdict.Unknown, "", unknown?.Reason ?? "it does not come to an end", unknown?.Call.State.Position, candidate);
        }

        var divergences = new Divergences(course.Trace, candidate.Run, flows);
        if (!IsSameEnd(after))
        {
            var byTime = Candidate.Of(course, recording, flows, options, byTime: true);
            var way = divergences.FindWay() ?? divergences.FindOutput();
            var depends = byTime is { Unknown.Count: 0, Run.End: { } other } && IsSameEnd(other);
            return Made(
                depends ? ReplayVerdict.Order : ReplayVerdict.Differs,
                Replay.EndText(after),
                depends ? "ends as recorded only in another order of answers" : way?.Text ?? OutputText(after),
                way?.Position,
                candidate);
        }

        var otherWay = divergences.FindWay();
        var calls = otherWay is null ? CallsText(candidate) : null;
        var verdict = otherWay is not null ? ReplayVerdict.Path : calls is not null ? ReplayVerdict.Calls : ReplayVerdict.Same;
        return Made(
            verdict,
            Replay.EndText(after),
            otherWay?.Text ?? calls?.Text ?? "",
            otherWay is not null ? otherWay.Position : calls?.Position,
            candidate);
    }

    private ReplayedExecution Made(
        ReplayVerdict verdict, string after, string reason, SourcePosition? position, CandidateRun candidate) =>
        new(recording.Execution.FlowName, recording.Execution.Name, verdict, Replay.EndText(_before), after, reason, position)
        {
            HadSucceeded = _before.Status == ExecutionStatus.Succeeded,
            WouldSucceed = candidate.Run.End?.Status == ExecutionStatus.Succeeded && verdict != ReplayVerdict.Unknown,
            Started = recording.Execution.StartedTime,
            Revision = recording.Revision,
            Notes = [.. NotesOf(candidate)],
        };

    private bool IsSameEnd(ExecutionEnd after) =>
        after.Status == _before.Status
        && (after.Error ?? "") == (_before.Error ?? "")
        && (after.Output is null || _before.Output is null
            ? after.Output is null && _before.Output is null
            : Kept(after.Output).Equals(Kept(_before.Output)));

    /// <summary>An output without what need not be the same.</summary>
    private JsonValue Kept(JsonPayload output) =>
        options.Ignored.Aggregate(AnswerMatch.Plain(output), (value, path) => Without(value, path.Split('.').Skip(path.StartsWith('$') ? 1 : 0)));

    private static JsonValue Without(JsonValue value, IEnumerable<string> path)
    {
        if (value is not JsonObject members || path.FirstOrDefault() is not { } name)
        {
            return value;
        }

        var rest = path.Skip(1).ToList();
        return JsonObject.Of([.. members.Members.ToArray()
            .Where(member => member.Key != name || rest.Count > 0)
            .Select(member => member.Key == name ? KeyValuePair.Create(name, Without(member.Value, rest)) : member)]);
    }

    private string OutputText(ExecutionEnd after) =>
        $"the output: {ValueDifference.Of(_before.Output?.Value ?? JsonValue.Null, after.Output?.Value ?? JsonValue.Null) ?? "it differs"}";

    /// <summary>The first call that is not as it was.</summary>
    private static Divergence? CallsText(CandidateRun candidate) =>
        candidate.Notes.FirstOrDefault(note => note.IsRequestChanged) is { } changed
            ? new($"another request of {changed.Call.Key.Path}", changed.Call.State.Position)
            : candidate.NotCalled.FirstOrDefault() is { } left
                ? new($"no longer called: {left.Call.Key.Path}", null)
                : null;

    private IEnumerable<string> NotesOf(CandidateRun candidate)
    {
        foreach (var (old, now) in flows.Guessed)
        {
            yield return $"{old} is taken for {now}: they are equal but for the name";
        }

        foreach (var note in candidate.Notes)
        {
            if (note.How is MatchKind.Elsewhere or MatchKind.SameRequest)
            {
                yield return $"{note.Call.Key} got the answer of {note.Recorded.Call.Key}"
                    + (note.How == MatchKind.SameRequest ? ", whose request was equal" : "");
            }

            if (note.IsRequestChanged)
            {
                yield return $"another request of {note.Call.Key}: its recorded answer was used";
            }
        }

        foreach (var made in candidate.Made.GroupBy(call => call.Key.Path))
        {
            yield return $"{made.Key} got an answer that nobody recorded (--answers)";
        }

        foreach (var left in candidate.NotCalled.GroupBy(attempt => attempt.Call.Key.Path))
        {
            yield return $"no longer called: {left.Key} ×{left.Count()}";
        }
    }
}
