using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Testing.Files;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Explorations;

/// <summary>All that can come of a call beside success: each code that a rule around it names, one that none names, no answer.</summary>
internal sealed class Outcomes(Flow flow)
{
    /// <summary>A code that no rule names.</summary>
    public const string Unnamed = "Explore.Unnamed";

    private readonly FlowIndex _index = FlowIndex.Of(flow);

    public IEnumerable<Deviation> Of(OpenCall call, bool hasTimeout)
    {
        foreach (var code in Codes(call.State))
        {
            yield return new(call.Key, code, IsForGood: false);
            if (call.State.Retry.Any(rule => rule.MaxAttempts > 0 && rule.Matches(new StepFailure(code, ""))))
            {
                // Else two faults never get past the tries that the rule allows.
                yield return new(call.Key, code, IsForGood: true);
            }
        }

        if (hasTimeout || call.AwaitsReport)
        {
            yield return new(call.Key, null, IsForGood: false);
        }
    }

    private IEnumerable<string> Codes(State state) => Around(state)
        .SelectMany(each => each.Retry.SelectMany(rule => rule.Errors).Concat(each.Catch.SelectMany(rule => rule.Errors)))
        .Where(code => code != FailureCodes.All)
        .Append(FailureCodes.TaskTimeout)
        .Append(Unnamed)
        .Distinct(StringComparer.Ordinal);

    private IEnumerable<State> Around(State state)
    {
        for (State? each = state; each is not null; each = _index.OwnerOf(each.ScopeId))
        {
            yield return each;
        }
    }
}
