using System.Diagnostics;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>The parameters of a call, made of the step's own input.</summary>
/// <remarks>An optional one whose path leads nowhere counts as not written.</remarks>
internal sealed class CallParameters(IReadOnlyList<CallParameter> parameters) : Computed<JsonPayload>
{
    public override Outcome<JsonPayload> Evaluate(Variables variables)
    {
        var (input, work) = (variables.Input.Value, new PathWork(variables.Limits, variables.Work));
        var members = new List<KeyValuePair<string, JsonValue>>(parameters.Count);
        foreach (var parameter in parameters)
        {
            var found = parameter.Value.Find(input, work);
            if (work.IsExhausted)
            {
                return PathWork.Failure($"serviceParams.{parameter.Name}");
            }

            if (found is not null)
            {
                members.Add(KeyValuePair.Create(parameter.Name, Convert(found, parameter.Form)));
            }
            else if (parameter.RequiredAs is { } name)
            {
                return new StepFailure(
                    FailureCodes.InvalidInput,
                    $"serviceParams.{name}: there is no {parameter.Value} in the step's input, and it is required.");
            }
        }

        return JsonPayload.Of(JsonObject.Of(members));
    }

    private static JsonValue Convert(JsonValue value, ParameterForm form) => form switch
    {
        ParameterForm.Any => value,
        ParameterForm.Text => JsonValue.Of(AsText(value)),
        ParameterForm.Json => value is JsonString text && JsonReading.TryParse(text.Value, out var held, out _)
            ? held
            : value,
        ParameterForm.FlowArn => JsonValue.Of($"acs:fnf:::flow/{AsText(value)}"),
        _ => throw new UnreachableException($"No form {form}."),
    };

    private static string AsText(JsonValue value) => value is JsonString text ? text.Value : value.ToString();
}
