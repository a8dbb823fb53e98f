using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions;

/// <summary>Everything that an expression, constructor, mapping or path may look at while one state runs.</summary>
/// <remarks>Which of it a place may use was checked when the flow was compiled.</remarks>
public sealed record Variables
{
    public required ExecutionFacts Execution { get; init; }

    public required Limits Limits { get; init; }

    /// <summary>What the step may still spend; the same object for all that one step evaluates.</summary>
    public required StepWork Work { get; init; }

    /// <summary>The time of the input that is being worked on.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>For <c>uuid()</c> and <c>randomInt()</c>.</summary>
    public required IDraws Draws { get; init; }

    /// <summary>The execution's global variables.</summary>
    public JsonObject Global { get; init; } = JsonObject.Empty;

    /// <summary>The state that runs; empty outside of states.</summary>
    public string StepName { get; init; } = "";

    /// <summary>EventId of the state's StepEntered; 0 outside of states.</summary>
    public long StepEventId { get; init; }

    /// <summary>The state's input: incoming data until it has been built.</summary>
    public JsonPayload Input { get; init; } = JsonPayload.EmptyObject;

    /// <summary>The state's raw result; null before there is one.</summary>
    public JsonPayload? Output { get; init; }

    /// <summary>The failure being caught; null otherwise.</summary>
    public StepFailure? Error { get; init; }

    /// <summary>Retries of this state already made.</summary>
    public int RetryCount { get; init; }

    /// <summary>The token of the running task; null where nothing can report on it.</summary>
    public string? TaskToken { get; init; }

    /// <summary>The element that an ItemConstructor transforms; null elsewhere.</summary>
    public JsonValue? Item { get; init; }
}
