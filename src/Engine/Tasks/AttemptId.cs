using Sluice.Model;

namespace Sluice.Engine.Tasks;

/// <summary>Names one attempt of one step of one execution.</summary>
internal readonly record struct AttemptId(ExecutionId Execution, int Frame, int Attempt)
{
    /// <summary>The idempotency key that is passed on to the other side.</summary>
    public override string ToString() => $"{Execution}-{Frame}-{Attempt}";
}
