using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;

namespace Sluice.Interpreter.Running;

/// <summary>The step in which an execution has failed, as its last event names it.</summary>
/// <param name="Path">
/// Its name behind those of the steps around it, each with the index of the branch or iteration:
/// <c>both[1]/each[7]/charge</c>.
/// </param>
/// <param name="Attempts">How often it was tried on this visit, 1 or more.</param>
internal sealed record FailedStep(string Name, string Path, int Attempts, SourcePosition Position)
{
    /// <summary>The step that a frame is in.</summary>
    public static FailedStep Of(Frame frame, Flow flow, ExecutionState state)
    {
        var step = flow.States[frame.StateId];
        return new(step.Name, PathOf(frame, flow, state) + step.Name, frame.RetryCount + 1, step.Position);
    }

    /// <returns>What stands before the name of a step in this frame.</returns>
    private static string PathOf(Frame frame, Flow flow, ExecutionState state)
    {
        var path = "";
        for (; frame.ParentId != 0; frame = state.Parent(frame))
        {
            var container = flow.States[state.Parent(frame).StateId];
            path = container is ChoiceState
                ? $"{container.Name}/{path}"
                : $"{container.Name}[{frame.Index}]/{path}";
        }

        return path;
    }
}
