using Sluice.Definitions.States;

namespace Sluice.Definitions.Completion;

/// <summary>An action of tasks, with its parameters and the modes that it can have.</summary>
public sealed record KnownAction(ActionParameters Parameters, IReadOnlyList<TaskMode> Modes);
