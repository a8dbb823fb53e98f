using Sluice.Model;

namespace Sluice.Targets.Functions;

/// <summary>Reads the parameters of <c>FC:InvokeFunction</c> as the real call does, and makes none.</summary>
public sealed class FunctionTwin : ITargetTwin
{
    public IReadOnlyCollection<string> Actions { get; } = [FunctionTarget.InvokeFunction];

    public StepFailure? Check(TaskCall call) => FunctionCall.Read(call).Failure;
}
