using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Testing.Mocks;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Expectations;

/// <summary>What an execution of a test came to, for whoever holds it against what was expected.</summary>
public sealed record Evidence
{
    /// <summary>Its row says no more once it has ended.</summary>
    public required ExecutionStatus Status { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public JsonValue? Output { get; init; }

    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    public required Trace Trace { get; init; }

    /// <summary>In order, those of sub-flows and of children of map runs too.</summary>
    public required IReadOnlyList<MockedCall> Calls { get; init; }

    /// <summary>Virtual, from start to end.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>$Global at the end.</summary>
    public JsonObject Global { get; init; } = JsonObject.Empty;

    /// <summary>Sub-flows that ran, by the name of the flow.</summary>
    public required Func<string, IReadOnlyList<ChildEnd>> Children { get; init; }

    /// <summary>Items of a map run that succeeded and that did not, by its name.</summary>
    public required Func<string, (int Succeeded, int Failed)> MapRun { get; init; }

    /// <summary>The text of an object; null when it is not there.</summary>
    public required Func<string, string?> Object { get; init; }
}

/// <summary>How a sub-flow ended.</summary>
public sealed record ChildEnd(ExecutionStatus Status, JsonValue? Output, string? Error);
