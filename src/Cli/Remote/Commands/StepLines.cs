using System.Text.Json;
using Sluice.Cli.Remote.Showing;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Makes a line of each step that ends, from the events of an execution in their order.</summary>
internal sealed class StepLines
{
    private readonly Dictionary<long, DateTimeOffset> _entered = [];

    /// <returns>Null for an event that ends no step.</returns>
    public (string Text, string Status)? Read(JsonElement happened)
    {
        var type = Plain.Raw(happened, "Type");
        var time = happened.GetProperty("Time").GetDateTimeOffset();
        var id = happened.GetProperty("EventId").GetInt64();

        // Each event of a visit leads back to the one that entered the step.
        var entered = type == "StepEntered" ? time
            : _entered.GetValueOrDefault(happened.GetProperty("ScheduleEventId").GetInt64(), time);
        _entered[id] = entered;
        var took = Plain.Span(time - entered);
        var name = Plain.Text(happened, "StepName");
        return type switch
        {
            "StepSucceeded" => ($"  ✔ {name,-20} {took,10}", "succeeded"),
            "StepFailed" => ($"  ✘ {name,-20} {took,10}   {Failure(happened)}", "failed"),
            _ => null,
        };
    }

    private static string Failure(JsonElement happened)
    {
        using var detail = JsonDocument.Parse(Plain.Raw(happened, "EventDetail") is { Length: > 0 } text ? text : "{}");
        var root = detail.RootElement;
        return root.ValueKind == JsonValueKind.Object
            ? $"{First(root, "Error", "error")} {First(root, "Cause", "cause")}".Trim()
            : "";
    }

    private static string First(JsonElement json, string name, string other) =>
        Plain.Text(json, name) is { Length: > 0 } text ? text : Plain.Text(json, other);
}
