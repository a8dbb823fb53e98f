using Sluice.Definitions.Expressions;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Paths;

/// <summary>What the paths of one mapping list or one condition may still spend, together.</summary>
/// <remarks>
/// A chain of <c>..</c> selects the same values again and again, and a long list of mappings repeats the same data:
/// both are bounded here. Every value looked at and every value selected counts its <see cref="JsonWeight"/>, for the
/// list and for the step.
/// </remarks>
/// <param name="step">What the whole step may still spend.</param>
internal sealed class PathWork(Limits limits, StepWork step)
{
    /// <summary>A multiple of the largest data there can be; ordinary paths spend a fraction of 1.</summary>
    private const long Factor = 64;

    private long _left = Factor * limits.ClassicStepBytes;

    /// <summary>There was not enough left for something: what has been found is worthless.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Accounts for looking at so many values.</summary>
    /// <returns>False when there is not that much left.</returns>
    public bool Look(int values = 1) => Spend(values * JsonWeight.PerValue);

    /// <summary>Accounts for a value that becomes part of another, or is gone through as a whole.</summary>
    /// <returns>False when there is not that much left.</returns>
    public bool Take(JsonValue value) => Spend(JsonWeight.Of(value, _left));

    private bool Spend(long weight)
    {
        IsExhausted |= weight > _left || !step.TrySpend(weight);
        _left = IsExhausted ? 0 : _left - weight;
        return !IsExhausted;
    }

    /// <summary>What a step fails with when its paths were exhausted.</summary>
    /// <param name="field">Where the paths stand, such as <c>outputMappings</c>.</param>
    public static StepFailure Failure(string field) => new(
        FailureCodes.RuntimeError,
        $"{field}: its paths select more data, or take more work, than a step may (setting {LimitNames.ClassicStepBytes}).");
}
