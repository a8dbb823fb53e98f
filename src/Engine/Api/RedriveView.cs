using Sluice.Interpreter;
using Sluice.Model;

namespace Sluice.Engine.Api;

/// <summary>What a redrive has come to, or would.</summary>
/// <param name="Execution">As it runs again; after a dry run as it stands.</param>
/// <param name="Steps">What is taken up again, in this order.</param>
/// <param name="Kept">Branches and iterations that have ended and are not run again.</param>
/// <param name="Misfits">What stands in its way; only after a dry run.</param>
public sealed record RedriveView(
    ExecutionView Execution,
    bool IsDryRun,
    IReadOnlyList<RedriveStepView> Steps,
    int Kept,
    IReadOnlyList<RedriveMisfitView> Misfits);

/// <summary>A step that is taken up again.</summary>
/// <param name="Path">The state's name behind those of the states around it; empty for the flow itself.</param>
/// <param name="Kind">Such as <c>Task</c>; empty for the flow itself.</param>
/// <param name="Line">Where the state is written in the definition that is run from here on; 0 for the flow itself.</param>
public sealed record RedriveStepView(string Path, string Kind, RedriveStepAction Action, int Line, int Column)
{
    /// <summary>The map run that goes on; null for none.</summary>
    public string? MapRun { get; init; }

    /// <summary>Items of the map run that have succeeded and are not run again.</summary>
    public int ItemsKept { get; init; }

    /// <summary>Items of the map run that have failed, were given up or never begun, as far as they are known.</summary>
    public int ItemsLeft { get; init; }

    /// <summary>The execution of another flow that goes on; null for none.</summary>
    public ExecutionId? Child { get; init; }

    /// <summary>Branches or iterations that had not begun.</summary>
    public int NotBegun { get; init; }

    /// <summary>Why that may be in vain, as a sentence; null when nothing is known against it.</summary>
    public string? Warning { get; init; }

    internal static RedriveStepView Of(RedriveStep step) =>
        new(step.Path, step.Kind, (RedriveStepAction)step.Action, step.Position.Line, step.Position.Column)
        {
            MapRun = step.MapRun,
            Child = step.Child?.Id,
            NotBegun = step.NotBegun,
            Warning = step.Warning,
        };
}

/// <summary>What becomes of a step.</summary>
public enum RedriveStepAction
{
    /// <inheritdoc cref="RedriveAction.RunsAgain"/>
    RunsAgain = RedriveAction.RunsAgain,

    /// <inheritdoc cref="RedriveAction.Leaves"/>
    Leaves = RedriveAction.Leaves,

    /// <inheritdoc cref="RedriveAction.GoesOn"/>
    GoesOn = RedriveAction.GoesOn,

    /// <inheritdoc cref="RedriveAction.Opens"/>
    Opens = RedriveAction.Opens,

    /// <inheritdoc cref="RedriveAction.Begins"/>
    Begins = RedriveAction.Begins,

    /// <inheritdoc cref="RedriveAction.Ends"/>
    Ends = RedriveAction.Ends,
}

/// <summary>Something that stands in the way of a redrive.</summary>
/// <param name="Path">Of the state; empty when it is the whole execution.</param>
/// <param name="Line">Where the state is written in the definition that it ran; 0 when it is the whole execution.</param>
/// <param name="Problem">A sentence.</param>
public sealed record RedriveMisfitView(string Path, int Line, int Column, string Problem)
{
    internal static RedriveMisfitView Of(RedriveMisfit misfit) =>
        new(misfit.Path, misfit.Position?.Line ?? 0, misfit.Position?.Column ?? 0, misfit.Problem);
}
