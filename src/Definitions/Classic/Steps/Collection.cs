using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>What a foreach runs for.</summary>
/// <param name="text">The path as written, for messages.</param>
internal sealed class Collection(JsonPath path, string text) : Computed<JsonArray>
{
    public override Outcome<JsonArray> Evaluate(Variables variables)
    {
        var work = new PathWork(variables.Limits, variables.Work);
        var found = path.Find(variables.Input.Value, work);
        return work.IsExhausted ? PathWork.Failure("iterationMapping.collection")
            : found is JsonArray items ? items
            : new StepFailure(
                FailureCodes.InvalidInput,
                $"iterationMapping.collection: {text} must be an array, and is {found?.KindName ?? "not there"}.");
    }
}
