using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Conditions;

/// <summary>
/// The condition of a choice's option. What cannot be evaluated is not true; it fails only when nothing is left for the
/// step, of whose options none could be found true then.
/// </summary>
internal sealed class ComputedCondition(Condition condition) : Computed<bool>
{
    public override Outcome<bool> Evaluate(Variables variables)
    {
        var work = new PathWork(variables.Limits, variables.Work);
        var holds = condition.Holds(new ConditionScope(variables.Input.Value, JsonValue.Null, work));
        return variables.Work.Left == 0 ? PathWork.Failure("choices") : holds && !work.IsExhausted;
    }
}
