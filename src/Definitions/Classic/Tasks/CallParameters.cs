using System.Diagnostics;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>The parameters of a call, made of the step's own input.</summary>
internal sealed class CallParameters(IReadOnlyList<CallParameter> parameters) : Computed<JsonPayload>
{
    public override Outcome<JsonPayload> Evaluate(Variables variables)
    {
        var (input, work) = (variables.Input.Value, new PathWork(variables.Limits));
        var members = new List<KeyValuePair<string, JsonValue>>(parameters.Count);
        foreach (var (name, value, form) in parameters)
        {
            if (!value.Evaluate(input, name, work).TryGet(out var found, out var failure))
            {
                return failure;
            }

            members.Add(KeyValuePair.Create(name, Convert(found, form)));
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
