using System.Globalization;
using System.Text;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;
using Sluice.Testing.Files;

namespace Sluice.Testing.Explorations;

/// <summary>Writes a finding as a test: what calls were answered, and what should have held. It fails until the flow is mended.</summary>
public sealed class FindingTest
{
    /// <summary>What goes round for ever does so more often than that.</summary>
    private const int Often = 100;

    private readonly ExploredFlow _flow;
    private readonly Finding _finding;
    private readonly ExploredRun _run;
    private readonly int _indent;
    private readonly StringBuilder _text = new();

    private FindingTest(ExploredFlow flow, Finding finding, int indent) =>
        (_flow, _finding, _indent, _run) = (flow, finding, indent, ExploredRun.Of(flow, finding.Plan, long.MaxValue));

    /// <summary>A sentence that says what should be so, and when.</summary>
    public static string NameOf(Finding finding)
    {
        var when = finding.Deviations.Count == 0 ? "when all goes well" : $"when {string.Join(", then ", finding.Deviations)}";
        return finding.Kind switch
        {
            FindingKind.Unhandled => $"a failure of {finding.State} is handled {when}",
            FindingKind.Expression => $"{finding.State} makes do with its data {when}",
            FindingKind.Compensation => $"{finding.State} is undone {when}",
            FindingKind.Twice => $"{finding.State} is called once {when}",
            FindingKind.Stuck => $"{finding.State} ends in time {when}",
            FindingKind.Loop or FindingKind.Limit => $"{finding.State} comes to an end {when}",
            _ => $"what was said holds {when}",
        };
    }

    /// <param name="indent">Spaces before the list's dash.</param>
    /// <param name="name">Unique in its file.</param>
    /// <param name="hasDefaults">The file has the answers of <see cref="DefaultsOf"/>.</param>
    /// <returns>An item of a file's <c>tests</c>, with the end of its last line.</returns>
    public static string Of(ExploredFlow flow, Finding finding, int indent, string name, bool hasDefaults = false)
    {
        var test = new FindingTest(flow, finding, indent);
        test.Write(name, hasDefaults);
        return test._text.ToString();
    }

    /// <summary>The key <c>defaults</c> of a new file: what calls are answered when all goes well.</summary>
    public static string DefaultsOf(ExploredFlow flow)
    {
        var answers = WellOf(flow, flow.Starts[0], []);
        return answers.Count == 0 ? "" : $"defaults:\n  targets:\n{string.Concat(answers.Select(each => $"    {Quoted(each.Path)}: {{ {each.Answer} }}\n"))}";
    }

    private void Write(string name, bool hasDefaults)
    {
        Line(0, $"- name: {Quoted(name)}");
        Line(2, $"input: {_finding.Start.Input}");
        WriteTargets(hasDefaults);
        Line(2, $"expect: {Expected()}");
    }

    private void WriteTargets(bool hasDefaults)
    {
        var called = _run.Calls.Where(call => call.Call.MapRun is null).GroupBy(call => call.Call.Key.Path).ToList();
        var others = hasDefaults ? [] : WellOf(_flow, _finding.Start, [.. called.Select(state => state.Key)]);
        if (called.Count == 0 && others.Count == 0)
        {
            return;
        }

        Line(2, "targets:");
        foreach (var state in called)
        {
            Line(4, $"{Quoted(state.Key)}:");
            foreach (var (call, _, result) in state)
            {
                Line(6, $"- {{ {AnswerOf((TaskState)call.State, result)}{WhenOf(call.Key)} }}");
            }
        }

        foreach (var (path, answer) in others)
        {
            Line(4, $"{Quoted(path)}: {{ {answer} }}");
        }
    }

    /// <summary>Calls that were not made: whoever mends the flow may make them.</summary>
    private static List<(string Path, string Answer)> WellOf(ExploredFlow flow, ExploredStart start, HashSet<string> called)
    {
        var well = ExploredRun.Of(flow, new(start, []), long.MaxValue).Calls
            .Where(call => call.Result is { Failure: null }).ToLookup(call => call.Call.Key.Path, call => call.Result);
        var index = FlowIndex.Of(flow.Flow);
        return
        [
            .. flow.Flow.States.OfType<TaskState>().Select(task => (Path: index.PathOf(task.Id), Task: task))
                .Where(each => !called.Contains(each.Path))
                .Select(each => (each.Path, AnswerOf(each.Task, well[each.Path].FirstOrDefault() ?? ExploredRun.MadeUp(each.Task)))),
        ];
    }

    private static string AnswerOf(TaskState task, Outcome<JsonPayload>? result)
    {
        if (result is not { } given)
        {
            return "timeout: true";
        }

        if (!given.TryGet(out var output, out var failure))
        {
            return $"error: {Quoted(failure.Code)}";
        }

        var isReported = task is { EndsWithItsCall: false, StartsChild: false };
        return isReported ? $"callback: {{ output: {output} }}" : $"output: {output}";
    }

    private string WhenOf(AttemptKey key)
    {
        string?[] members =
        [
            _run.IndexOf<MapState>(key) is { } iteration ? string.Create(CultureInfo.InvariantCulture, $"iteration: {iteration}") : null,
            _run.IndexOf<ParallelState>(key) is { } branch ? string.Create(CultureInfo.InvariantCulture, $"branch: {branch}") : null,
        ];
        var said = string.Join(", ", members.OfType<string>());
        return said.Length == 0 ? "" : $", when: {{ {said} }}";
    }

    private string Expected() => _finding.Kind switch
    {
        FindingKind.Unhandled or FindingKind.Expression => "{ handled: true }",
        FindingKind.Compensation =>
            $"{{ never: {{ called: {Quoted(_finding.State)}, status: [Failed, TimedOut, Stopped], not: [{string.Join(", ", Undone().Select(Quoted))}] }} }}",
        FindingKind.Twice => $"{{ always: {{ calls: {{ {Quoted(NameOf(_finding.State))}: \"<= {Places()}\" }} }} }}",
        FindingKind.Stuck => "{ never: { status: TimedOut } }",
        FindingKind.Loop or FindingKind.Limit => $"{{ always: {{ visits: {{ {Quoted(_finding.State)}: \"< {Often}\" }} }} }}",
        _ => _finding.Statement!.ToJson().ToString(),
    };

    private IEnumerable<string> Undone() => _finding.Key.Detail.Split(" or ");

    /// <summary>The place of a call, without indexes.</summary>
    private string NameOf(string place) => _run.Calls.First(call => (call.Call.Key with { Visit = 1, Try = 1 }).ToString() == place).Call.Key.Path;

    private int Places() => _run.Calls.Where(call => call.Call.Key.Path == NameOf(_finding.State))
        .Select(call => (call.Call.Key with { Visit = 1, Try = 1 }).ToString()).Distinct().Count();

    private void Line(int indent, string text) => _text.Append(' ', _indent + indent).Append(text).Append('\n');

    private static string Quoted(string text) => JsonValue.Of(text).ToString();
}
