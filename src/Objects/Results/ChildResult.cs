using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Objects.Results;

/// <summary>How one child execution of a distributed Map has ended.</summary>
/// <param name="Index">Of its item or batch, from 0.</param>
/// <param name="Input">Null leaves it out of the record.</param>
/// <param name="Output">Of a child that has succeeded.</param>
/// <param name="Failure">Of any other.</param>
public sealed record ChildResult(
    long Index,
    string ExecutionName,
    ExecutionStatus Status,
    JsonPayload? Input,
    JsonPayload? Output,
    StepFailure? Failure)
{
    /// <summary><c>{"Index","ExecutionName","Status","Input","Output"}</c>, or <c>"Error","Cause"</c> in
    /// place of the output.</summary>
    internal JsonObject ToRecord()
    {
        var members = new List<KeyValuePair<string, JsonValue>>
        {
            new("Index", JsonValue.Of(Index)),
            new("ExecutionName", JsonValue.Of(ExecutionName)),
            new("Status", JsonValue.Of(Status.ToString())),
        };
        if (Input is not null)
        {
            members.Add(new("Input", Input.Value));
        }

        if (Status == ExecutionStatus.Succeeded)
        {
            members.Add(new("Output", (Output ?? JsonPayload.EmptyObject).Value));
        }
        else if (Failure is not null)
        {
            members.Add(new("Error", JsonValue.Of(Failure.Code)));
            members.Add(new("Cause", JsonValue.Of(Failure.Cause)));
        }

        return JsonObject.Of(members);
    }
}
