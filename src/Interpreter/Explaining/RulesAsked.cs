using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Interpreter.Explaining;

/// <summary>Why the Retry and Catch rules of a state did not take a failure.</summary>
internal static class RulesAsked
{
    /// <summary>Every rule of a state with its verdict, in the order in which they are asked.</summary>
    public static IEnumerable<ExplainedRule> Of(State state, StepFailure failure)
    {
        var first = Place(state.Retry, rule => rule.Matches(failure));
        var retried = state.Retry.Select((rule, place) => new ExplainedRule(
            state.Name,
            IsRetry: true,
            place,
            rule.Errors,
            place == first ? UsedUp(rule)
                : rule.Matches(failure) ? "it was not asked: only the first rule that matches is"
                : DoesNotName(rule.Errors, failure)));
        var caught = state.Catch.Select((rule, place) => new ExplainedRule(
            state.Name,
            IsRetry: false,
            place,
            rule.Errors,
            rule.Matches(failure)
                ? "it matches, and yet its output could not be made"
                : DoesNotName(rule.Errors, failure)));
        return retried.Concat(caught);
    }

    /// <summary>The same in one sentence, such as <c>Retry ended, and no Catch matched</c>.</summary>
    public static string Summary(State state, StepFailure failure)
    {
        var retry = state.Retry.Count == 0 ? "It has no Retry"
            : state.Retry.Any(rule => rule.Matches(failure)) ? "Retry is used up"
            : $"No Retry names {failure.Code}";
        var caught = state.Catch.Count == 0 ? "no Catch"
            : state.Catch.Any(rule => rule.Matches(failure)) ? "a Catch could not make its output"
            : $"no Catch names {failure.Code}";
        return state is { Retry.Count: 0, Catch.Count: 0 } ? "It has neither Retry nor Catch" : $"{retry}, and {HasOr(caught)}";
    }

    private static string HasOr(string caught) => caught == "no Catch" ? "there is no Catch" : caught;

    private static string UsedUp(RetryRule rule) => rule.MaxAttempts == 0
        ? "it matches, and allows no retry"
        : $"it matches, and its {rule.MaxAttempts} {(rule.MaxAttempts == 1 ? "retry is" : "retries are")} used up";

    private static string DoesNotName(IReadOnlyList<string> errors, StepFailure failure) =>
        failure.IsByNameOnly && errors.Contains(FailureCodes.All, StringComparer.Ordinal)
            ? $"{FailureCodes.All} does not stand for {failure.Code}, which has to be named"
            : $"it does not name {failure.Code}";

    private static int Place<T>(IReadOnlyList<T> rules, Func<T, bool> matches)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (matches(rules[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
