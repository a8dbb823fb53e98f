using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>
/// One evaluation under way: what it may look at, and how it failed. What it may spend is the step's.
/// </summary>
/// <remarks>
/// Failures are recorded, not thrown: the node that failed stands for null, and whoever asked looks here at
/// the end.
/// </remarks>
internal sealed class Evaluation(Variables variables)
{
    /// <summary>The work of one node of an expression, whatever it looks at.</summary>
    private const long PerNode = 16;

    private SeededEntropy? _numbers;
    private FieldPath? _drawnFor;

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

    /// <summary>Whether secrets stand for an empty text: to see what an expression makes of everything else.</summary>
    public bool WithoutSecrets { get; set; }

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

    /// <summary>The value of an expression; its nodes are accounted for before they work.</summary>
    public JsonValue ValueOf(Expression expression) =>
        Spend(PerNode * expression.Nodes) ? expression.Evaluate(this) : JsonValue.Null;

    /// <summary>Accounts for a value that becomes part of another, or is gone through as a whole.</summary>
    /// <returns>The value, or null when there is nothing left to spend.</returns>
    public JsonValue Spend(JsonValue value) => Spend(JsonWeight.Of(value, Variables.Work.Left)) ? value : JsonValue.Null;

    /// <summary>Accounts for something before it is made.</summary>
    /// <returns>False when it must not be made.</returns>
    public bool Spend(long weight)
    {
        if (Variables.Work.TrySpend(weight))
        {
            return true;
        }

        Fail("the expression makes more data, or more work, than a step may");
        return false;
    }
}
