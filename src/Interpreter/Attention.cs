using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Standings;

namespace Sluice.Interpreter;

/// <summary>What in an execution somebody may want to look at while it goes on.</summary>
/// <param name="Retrying">An attempt of one of its states has failed, and the next one waits or is under way.</param>
/// <param name="Waiting">
/// A task of it waits for somebody to report with its token. A task that waits for another execution is none of these.
/// </param>
public readonly record struct Attention(bool Retrying, bool Waiting)
{
    /// <summary>What an execution needs as it stands; nothing once it has ended.</summary>
    public static Attention Of(Flow flow, ExecutionState state)
    {
        if (state.HasEnded)
        {
            return default;
        }

        var (retrying, waiting) = (false, false);
        foreach (var frame in state.Frames)
        {
            retrying |= HasFailedBefore(frame);
            waiting |= WaitingTask.IsOne(frame, flow);
        }

        return new(retrying, waiting);
    }

    private static bool HasFailedBefore(Frame frame) => Array.Exists(frame.Retries, used => used > 0);
}
