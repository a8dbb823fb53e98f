using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Conditions;

/// <summary>The condition of a choice's option. It never fails: what cannot be evaluated is not true.</summary>
internal sealed class ComputedCondition(Condition condition) : Computed<bool>
{
    public override Outcome<bool> Evaluate(Variables variables)
    {
        var work = new PathWork(variables.Limits);
        var holds = condition.Holds(new ConditionScope(variables.Input.Value, JsonValue.Null, work));
        return holds && !work.IsExhausted;
    }
}
