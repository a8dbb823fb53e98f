using System.Text;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Mocks;

namespace Sluice.Testing.Tests;

/// <summary>What is said of a test that failed: what happened, why, and what to do.</summary>
internal static class Verdicts
{
    private const int StepsShown = 40;

    /// <summary>A call that the test has no answer for, with the line to add.</summary>
    public static Unmet NoAnswer(MockedCall call, FlowTest test, TestFile file) => new(
        "answer", call.Path, "one that fits", $"none for {call.Shown}, try {call.Try}", test.TargetsPosition)
    {
        Hint = new($"under targets add   {call.Path}: {{ {Proposal(call)} }}", file.Path, test.TargetsPosition),
    };

    /// <summary>Warnings of answers that nobody got.</summary>
    public static IReadOnlyList<Diagnostic> Unused(IEnumerable<(string Key, Answer Answer)> unused) =>
    [
        .. unused.Where(each => each.Answer.Kind != AnswerKind.Run).Select(each => new Diagnostic(
            TestCodes.AnswerUnused,
            DiagnosticSeverity.Warning,
            $"An answer of '{each.Key}' was never used.",
            "Its call was not made, or another answer came first.",
            each.Answer.Position)),
    ];

    /// <summary>The first thing that went another way, with what decided it.</summary>
    public static Unmet Explained(Unmet unmet, Evidence evidence, TestFile file)
    {
        var index = FlowIndex.Of(file.UnderTest.Flow);
        if (Failures.Last(evidence) is { } failed)
        {
            return unmet with
            {
                Decisions = [.. Failures.Decisions(failed, index)],
                Hint = unmet.Hint ?? Failures.HintOf(failed, index, file.UnderTest.Path),
            };
        }

        var waiting = evidence.Trace.Visits.LastOrDefault(visit => visit.Exited is null && index.Find(visit.Path).FirstOrDefault() is TaskState);
        return evidence.Status is ExecutionStatus.TimedOut or ExecutionStatus.Running && waiting is not null
            ? unmet with { Decisions = [$"{waiting.Place}   waits for an answer or a report that never came: see 'callback' and 'acts'"] }
            : unmet;
    }

    /// <summary>The steps of the flow's own scope: <c>0 s Greet ✔  Pause ✔  1 s Shout ✘</c>.</summary>
    public static string Ran(Evidence evidence)
    {
        var (text, begun, shown) = (new StringBuilder(), evidence.Events.Count > 0 ? evidence.Events[0].Time : default, (TimeSpan?)null);
        foreach (var visit in evidence.Trace.Root.Visits.Take(StepsShown))
        {
            var at = visit.Entered - begun;
            text.Append(text.Length == 0 ? "" : "  ").Append(at == shown ? "" : $"{Spans.Shown(at)} ")
                .Append(visit.Name).Append(' ').Append(visit.HasSucceeded ? '✔' : visit.Exited is null ? '…' : '✘');
            shown = at;
        }

        return evidence.Trace.Root.Visits.Count > StepsShown
            ? text.Append($"  and {evidence.Trace.Root.Visits.Count - StepsShown} more").ToString()
            : text.ToString();
    }

    private static string Proposal(MockedCall call) => call switch
    {
        { State.Mode: TaskMode.WaitForCustomCallback } => "callback: { after: 1m, output: {} }",
        { Action: TaskState.HttpRequest } => "output: { Code: 200, Body: {} }",
        _ => "output: {}",
    };
}
