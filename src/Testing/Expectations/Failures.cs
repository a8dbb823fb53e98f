using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Testing.Files;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Expectations;

/// <summary>What went wrong in an execution, and why no rule took it.</summary>
public static class Failures
{
    /// <summary>The visit whose failure reached the end and was not that of a Fail state; null when there is none.</summary>
    public static Visit? Unhandled(Evidence evidence, FlowIndex index) =>
        Last(evidence) is { } visit && index.Find(visit.Path).FirstOrDefault() is not FailState ? visit : null;

    /// <summary>The innermost visit whose failure the execution ended with; null when it ended otherwise.</summary>
    public static Visit? Last(Evidence evidence) => evidence.Status != ExecutionStatus.Failed
        ? null
        : evidence.Trace.Visits
            .Where(visit => visit is { HasSucceeded: false, Failure: not null, WentTo: null })
            .Where(visit => visit.Failure!.Code == evidence.Error)
            .MaxBy(visit => (Depth(visit), visit.EnteredEvent));

    /// <summary>What decided that a failure reached the end, as clauses.</summary>
    public static IEnumerable<string> Decisions(Visit visit, FlowIndex index)
    {
        var shown = visit.Failure!;
        yield return $"{visit.Place}   try {visit.Tries}: {shown.Code}, '{shown.Cause}'; {Rules(visit, index)}";
        for (var around = visit.Scope.Container; around is not null; around = around.Scope.Container)
        {
            yield return $"{around.Place}   {Rules(around, index, shown)}";
        }
    }

    /// <summary>Where a rule could be that takes the failure.</summary>
    public static Hint? HintOf(Visit visit, FlowIndex index, string file)
    {
        if (index.Find(visit.Path).FirstOrDefault() is not { } state)
        {
            return null;
        }

        var code = visit.Failure!.Code;
        return state switch
        {
            FailState => null,
            { Catch.Count: 0, Retry.Count: 0 } => new($"'{state.Name}' has neither Retry nor Catch", file, state.Position),
            { Catch.Count: > 0 } => new(
                $"Catch lists [{string.Join(", ", state.Catch.SelectMany(rule => rule.Errors))}]; add {code} or {FailureCodes.All}", file, state.Position),
            _ => new($"'{state.Name}' has no Catch, and its Retry {(Names(state, visit.Failure!) ? "is used up" : $"does not name {code}")}", file, state.Position),
        };
    }

    private static string Rules(Visit visit, FlowIndex index) => Rules(visit, index, visit.Failure!);

    private static string Rules(Visit visit, FlowIndex index, StepFailure failure)
    {
        var state = index.Find(visit.Path).FirstOrDefault();
        return state switch
        {
            null => "",
            { Retry.Count: 0, Catch.Count: 0 } => "no Retry, no Catch",
            _ => $"{Retries(state, failure)}; {Catches(state)}",
        };
    }

    private static string Retries(State state, StepFailure failure) => state.Retry.Count == 0 ? "no Retry"
        : Names(state, failure) ? "Retry is used up"
        : "no Retry names it";

    private static string Catches(State state) => state.Catch.Count == 0
        ? "no Catch"
        : $"Catch [{string.Join(", ", state.Catch.SelectMany(rule => rule.Errors))}] does not take it";

    private static bool Names(State state, StepFailure failure) => state.Retry.Any(rule => rule.Matches(failure));

    private static int Depth(Visit visit) => visit.Scope.Container is { } container ? Depth(container) + 1 : 0;
}
