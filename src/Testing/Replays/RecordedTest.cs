using System.Globalization;
using System.Text;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Files;
using Sluice.Testing.Recordings;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Replays;

/// <summary>Writes a test of what a recorded execution did: its input, the answers that its calls got, its end and its path.</summary>
/// <remarks>What looks like a credential is replaced. What the flow draws is different in a test, so there any value of its kind will do.</remarks>
public sealed class RecordedTest
{
    private readonly Recording _recording;
    private readonly RecordedCourse _course;
    private readonly Secrets _secrets = new();
    private readonly StringBuilder _text = new();

    private RecordedTest(Recording recording, RecordedCourse course) => (_recording, _course) = (recording, course);

    /// <param name="flowFile">By which the test names the definition.</param>
    /// <returns>The text of a file with one test, and how many secrets were replaced.</returns>
    /// <exception cref="InvalidDataException">It does not lead to its own end, or a test cannot say what it did.</exception>
    public static (string Text, int Secrets) Of(Recording recording, string flowFile)
    {
        var baseline = Baseline.Of(recording);
        if (baseline.Divergence is { } divergence)
        {
            throw new InvalidDataException($"It does not lead to its own end by its own definition. {divergence}");
        }

        if (baseline.Course.Attempts.FirstOrDefault(attempt => attempt.Call.MapRun is not null) is { } map)
        {
            throw new InvalidDataException(
                $"It has run the distributed Map '{map.Call.State.Name}', whose items stand in no history: write such a test with 'items'.");
        }

        var test = new RecordedTest(recording, baseline.Course);
        test.LearnSecrets();
        test.Write(flowFile);
        return (test._text.ToString(), test._secrets.Count);
    }

    private void LearnSecrets()
    {
        _secrets.Learn(_recording.Execution.Input.Value);
        foreach (var input in _course.Inputs)
        {
            if (input.Result.TryGet(out var result, out _))
            {
                _secrets.Learn(result.Value);
            }
        }
    }

    private void Write(string flowFile)
    {
        var execution = _recording.Execution;
        Line(0, $"flow: {Quoted(flowFile)}");
        if (execution.Mode == ExecutionMode.Express)
        {
            Line(0, "mode: Express");
        }

        Line(0, "tests:");
        Line(2, $"- name: {Quoted($"as {execution.Name} ran")}");
        Line(4, $"execution: {{ name: {Quoted(execution.Name)} }}");
        Line(4, $"clock: {execution.StartedTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}");
        Line(4, $"input: {Shown(execution.Input.Value)}");
        WriteTargets();
        WriteActs();
        WriteEnd();
    }

    private void WriteTargets()
    {
        if (_course.Attempts.Count == 0)
        {
            return;
        }

        Line(4, "targets:");
        foreach (var state in _course.Attempts.GroupBy(attempt => attempt.Call.Key.Path))
        {
            Line(6, $"{Quoted(state.Key)}:");
            foreach (var attempt in state)
            {
                Line(8, $"- {{ {AnswerOf(attempt)}{WhenOf(attempt.Call)} }}");
            }
        }
    }

    private string AnswerOf(RecordedAttempt attempt)
    {
        var (answer, report) = (
            attempt.Inputs.Find(input => input.Kind == InputKind.Answer), attempt.Inputs.Find(input => input.Kind == InputKind.Report));
        var task = (TaskState)attempt.Call.State;
        if (task is { StartsChild: true, Mode: TaskMode.WaitForSystemCallback })
        {
            return report is null ? "timeout: true" : $"{ResultOf(report.Result)}, after: {Span(report.After)}";
        }

        if (!attempt.Call.AwaitsReport || task.EndsWithItsCall)
        {
            var end = answer ?? report;
            return end is null ? "timeout: true" : $"{ResultOf(end.Result)}, after: {Span(end.After)}";
        }

        if (answer is not null && answer.Result.Failure is { } refused)
        {
            return $"callback: {{ submitError: {Quoted(refused.Code)}, cause: {Quoted(refused.Cause)} }}, after: {Span(answer.After)}";
        }

        var submitted = answer is null ? "" : $"submitted: {Shown(answer.Result.Value!.Value)}, ";
        var latency = answer?.After ?? TimeSpan.Zero;
        var reported = report is null ? "" : $"{ResultOf(report.Result)}, after: {Span(report.After - latency)}";
        return $"callback: {{ {submitted}{reported} }}, after: {Span(latency)}";
    }

    private string ResultOf(Outcome<JsonPayload> result) => result.TryGet(out var output, out var failure)
        ? $"output: {Shown(output.Value)}"
        : $"error: {Quoted(failure.Code)}, cause: {Quoted(failure.Cause)}";

    /// <summary>Branches and iterations begin the list anew, so each of their answers says whose it is.</summary>
    private string WhenOf(OpenCall call)
    {
        var index = FlowIndex.Of(_recording.Flow);
        var (iteration, branch, path) = ((int?)null, (int?)null, "");
        foreach (var place in call.Key.Places)
        {
            path += FlowIndex.Quoted(place.State);
            iteration = index.Find(path).Any(state => state is MapState) ? place.Index : iteration;
            branch = index.Find(path).Any(state => state is ParallelState) ? place.Index : branch;
            path += "/";
        }

        string?[] members = [iteration is { } i ? $"iteration: {i}" : null, branch is { } b ? $"branch: {b}" : null];
        return members.Any(member => member is not null) ? $", when: {{ {string.Join(", ", members.OfType<string>())} }}" : "";
    }

    private void WriteActs()
    {
        if (_course.Inputs.FirstOrDefault(input => input.Stimulus is Stimulus.StopRequested) is { Stimulus: Stimulus.StopRequested stop } act)
        {
            Line(4, "acts:");
            Line(6, $"- {{ at: {Span(act.At - _recording.Execution.StartedTime)}, stop: {{ error: {Quoted(stop.Error)}, cause: {Quoted(stop.Cause)} }} }}");
        }
    }

    private void WriteEnd()
    {
        var end = _course.End!;
        Line(4, "expect:");
        Line(6, $"status: {end.Status}");
        if (!string.IsNullOrEmpty(end.Error))
        {
            Line(6, $"error: {Quoted(end.Error)}");
        }

        if (end.Output is { } output)
        {
            Line(6, $"output: {Loose(output.Value, DrawnOtherwise() ?? output.Value)}");
        }

        Line(6, $"path: [{string.Join(", ", _course.Trace.Root.Visits.Select(visit => Quoted(visit.Name)))}]");
    }

    /// <summary>The output that the same course gives with other draws.</summary>
    private JsonValue? DrawnOtherwise()
    {
        var other = _recording with { Draws = new DrawSeed(() => 1) };
        var flows = new ReplayTarget(_recording.Text, new Dictionary<string, string>()).FlowFor(_recording);
        return flows is null ? null : Candidate.Of(_course, other, flows, new ReplayOptions()).Run.End?.Output?.Value;
    }

    private string Loose(JsonValue value, JsonValue other) => (value, other) switch
    {
        _ when value.Equals(other) => Shown(value),
        (JsonObject members, JsonObject others) => $"{{{string.Join(", ", members.Members.ToArray()
            .Select(member => $"{Quoted(member.Key)}: {Loose(member.Value, others.TryGet(member.Key, out var theirs) ? theirs : JsonValue.Null)}"))}}}",
        (JsonArray items, JsonArray others) when items.Count == others.Count =>
            $"[{string.Join(", ", Enumerable.Range(0, items.Count).Select(i => Loose(items[i], others[i])))}]",
        _ => $"{{ $any: {KindOf(value)} }}",
    };

    private static string KindOf(JsonValue value) => value switch
    {
        JsonString => "string",
        JsonNumber => "number",
        JsonBoolean => "boolean",
        JsonObject => "object",
        JsonArray => "array",
        _ => "any",
    };

    private void Line(int indent, string text) => _text.Append(' ', indent).Append(text).Append('\n');

    /// <summary>JSON is YAML, too.</summary>
    private string Shown(JsonValue value) => _secrets.Replace(value).ToString();

    private string Quoted(string text) => JsonValue.Of(_secrets.Replace(text)).ToString();

    private static string Span(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)span.TotalMilliseconds)}ms");
}
