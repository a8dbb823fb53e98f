using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>
/// One evaluation under way: what it may look at, what it may still spend, and how it failed.
/// </summary>
/// <remarks>
/// Failures are recorded, not thrown: the node that failed stands for null, and whoever asked looks here at
/// the end.
/// </remarks>
internal sealed class Evaluation(Variables variables)
{
    /// <summary>
    /// What one evaluation may build, as a multiple of the largest data there can be, so that no expression can
    /// exhaust memory or time by repeating data. See <see cref="JsonWeight"/>.
    /// </summary>
    private const long SpendFactor = 16;

    private SeededEntropy? _numbers;
    private FieldPath? _drawnFor;
    private long _left = SpendFactor * Math.Max(variables.Limits.GlobalBytes, variables.Limits.StateDataBytes);

    public Variables Variables { get; } = variables;

    /// <summary>The field that is being evaluated, for messages.</summary>
    public required FieldPath Field { get; set; }

    /// <summary>What random functions in the present field draw from, one after the other.</summary>
    public SeededEntropy Numbers
    {
        get
        {
            if (_numbers is null || _drawnFor != Field)
            {
                (_numbers, _drawnFor) = (Variables.Draws.In(Field.FullText()), Field);
            }

            return _numbers;
        }
    }

    /// <summary>Whether values of unlike types compare as false, instead of failing.</summary>
    public bool IsCondition { get; init; }

    /// <summary>Null as long as all went well.</summary>
    public StepFailure? Failure { get; private set; }

    public bool HasFailed => Failure is not null;

    /// <summary>Records a problem, unless there was one before.</summary>
    /// <param name="problem">What went wrong, without a full stop at the end.</param>
    /// <returns>Null, to stand for the value that could not be had.</returns>
    public JsonValue Fail(string problem)
    {
        Failure ??= StepFailure.Expression(Field.ToString(), problem);
        return JsonValue.Null;
    }

    /// <summary>Accounts for a value that becomes part of another, or is gone through as a whole.</summary>
    /// <returns>The value, or null when there is nothing left to spend.</returns>
    public JsonValue Spend(JsonValue value) => Spend(JsonWeight.Of(value, _left)) ? value : JsonValue.Null;

    /// <summary>Accounts for something before it is made.</summary>
    /// <returns>False when it must not be made.</returns>
    public bool Spend(long weight)
    {
        if (weight > _left)
        {
            Fail("the expression makes more data, or more work, than a step may");
            _left = 0;
            return false;
        }

        _left -= weight;
        return true;
    }
}
