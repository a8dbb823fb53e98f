using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;
using Sluice.Testing.Files;

namespace Sluice.Testing.Explorations;

/// <summary>A flow that is explored.</summary>
/// <param name="Outline">Of the same definition.</param>
/// <param name="Starts">What its runs begin with, 1 or more.</param>
public sealed record ExploredFlow(
    Flow Flow, FlowOutline Outline, IReadOnlyList<ExploredStart> Starts, ExecutionMode Mode, Limits Limits)
{
    /// <summary>Read parameters as the real services do: what those would refuse fails here, too.</summary>
    public IReadOnlyList<ITargetTwin> Twins { get; init; } = [];
}

/// <summary>What a run begins with, and how it goes when all goes well.</summary>
/// <param name="Answers">What calls are answered then; what they do not say is made up.</param>
public sealed record ExploredStart(JsonObject Input, IReadOnlyList<TargetAnswers> Answers);

/// <summary>A run that can be made: what it begins with, and what goes another way.</summary>
public sealed record RunPlan(ExploredStart Start, IReadOnlyList<Deviation> Deviations);
