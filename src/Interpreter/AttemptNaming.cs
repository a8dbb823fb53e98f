using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Model;

namespace Sluice.Interpreter;

/// <summary>Gives attempts their names.</summary>
internal static class AttemptNaming
{
    /// <summary>The attempt that a frame has in hand.</summary>
    internal static AttemptName Of(Flow flow, ExecutionState state, Frame frame) => new(
        frame.ParentId == 0 ? [] : PathOf(flow, state, frame),
        flow.States[frame.StateId].Name,
        frame.EnteredEventId,
        frame.RetryCount + 1);

    private static List<AttemptName.Container> PathOf(Flow flow, ExecutionState state, Frame frame)
    {
        var path = new List<AttemptName.Container>();
        for (var (inner, index) = (frame, frame.Index); inner.ParentId != 0; index = inner.Index)
        {
            inner = state.Parent(inner);
            path.Add(new AttemptName.Container(
                flow.States[inner.StateId].Name, inner.EnteredEventId, inner.RetryCount + 1, index));
        }

        path.Reverse();
        return path;
    }
}
