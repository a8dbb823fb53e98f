using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Mocks;

/// <summary>A call of a flow under test, by all that an answer can ask of it.</summary>
/// <param name="Flow">The name of the flow.</param>
/// <param name="State">The Task that makes it.</param>
/// <param name="Path">The names of the containers around it and its own.</param>
/// <param name="Instance">The run of the scope it is in: another one for each branch, iteration, child and try of them.</param>
/// <param name="Parameters">As the service gets them.</param>
/// <param name="Try">1 for the first of its visit.</param>
public sealed record MockedCall(
    string Flow, TaskState State, FlowLanguage Language, string Path, string Instance, JsonObject Parameters, int Try, DateTimeOffset At)
{
    /// <summary>As the flow has it.</summary>
    public required string Action { get; init; }

    public int? Iteration { get; init; }

    public int? Branch { get; init; }

    public int? Child { get; init; }

    /// <summary>How often the run of the scope has entered the state; found when it is asked for.</summary>
    public required Lazy<int> Visit { get; init; }

    public string? TaskToken { get; init; }

    /// <summary>What it was answered, for reports; null while nothing was.</summary>
    public Outcome<JsonPayload>? Answered { get; set; }

    /// <summary>For people: <c>POST http://a.test/shout</c>, or the action.</summary>
    public string Shown => Parameters.Get("method") is JsonString method && Parameters.Get("url") is JsonString url
        ? $"{method.Value} {url.Value}"
        : Parameters.Get("resourceArn") is JsonString arn ? $"{Action} {arn.Value}" : Action;
}
