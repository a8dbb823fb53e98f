using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>What a call is answered, and which calls it is for.</summary>
public sealed record Answer(SourcePosition Position, AnswerKind Kind)
{
    /// <summary>The calls that it is for, member by member; null for all.</summary>
    public MappingNode? When { get; init; }

    /// <summary>How often it is used; null for once, or for ever when it is the last that fits.</summary>
    public int? Times { get; init; }

    public bool IsShared { get; init; }

    /// <summary>How long the answer takes.</summary>
    public TimeSpan After { get; init; }

    /// <summary>What the call itself comes to.</summary>
    public Outcome<JsonPayload> Result { get; init; }

    /// <summary>What is reported on the task, and how long after the call; null for nothing.</summary>
    public (TimeSpan After, Outcome<JsonPayload> Result)? Report { get; init; }

    /// <summary>How a sub-flow that does not run ends; null for other calls.</summary>
    public MockedChild? Child { get; init; }
}

/// <summary>How a sub-flow ends that does not run.</summary>
public sealed record MockedChild(ExecutionStatus Status, JsonPayload? Output, string? Error, string? Cause);

/// <summary>In which way a call is answered.</summary>
public enum AnswerKind
{
    /// <summary>With a result or a failure.</summary>
    Result,

    /// <summary>Never.</summary>
    Silence,

    /// <summary>With more than a state may hold.</summary>
    TooLarge,

    /// <summary>At once, and by a report later.</summary>
    Callback,

    /// <summary>A sub-flow is said to have ended.</summary>
    Child,

    /// <summary>A sub-flow is not started.</summary>
    Refused,

    /// <summary>A sub-flow runs.</summary>
    Run,
}
