using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>The value of a service parameter: a constant, or a path into the step's own input.</summary>
/// <remarks>Source: classic language, section 5.1.</remarks>
internal abstract record ParamValue
{
    private protected ParamValue()
    {
    }

    /// <returns>A failure when a path leads nowhere: what a parameter names must be there.</returns>
    public abstract Outcome<JsonValue> Evaluate(JsonValue input, string name, PathWork work);
}

internal sealed record ParamConstant(JsonValue Value) : ParamValue
{
    public override Outcome<JsonValue> Evaluate(JsonValue input, string name, PathWork work) => Value;
}

/// <param name="Text">As written, for messages.</param>
internal sealed record ParamPath(JsonPath Path, string Text) : ParamValue
{
    public override Outcome<JsonValue> Evaluate(JsonValue input, string name, PathWork work)
    {
        var value = Path.Find(input, work);
        return work.IsExhausted ? PathWork.Failure($"serviceParams.{name}")
            : value is not null ? value
            : new StepFailure(
                FailureCodes.InvalidInput, $"serviceParams.{name}: there is no {Text} in the step's input.");
    }
}
