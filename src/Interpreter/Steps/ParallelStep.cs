using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;

namespace Sluice.Interpreter.Steps;

/// <summary>A Parallel state: all its branches at once.</summary>
internal static class ParallelStep
{
    public static Decision Enter(ParallelState state) =>
        new Decision.Open(new PendingScopes(First: 0, state.Branches.Count, AtOnce: state.Branches.Count));
}
