using Sluice.Model;

namespace Sluice.Targets.Http;

/// <summary>Reads the parameters of <c>HTTP:Request</c> as the real call does, and makes none.</summary>
public sealed class HttpTwin : ITargetTwin
{
    public IReadOnlyCollection<string> Actions { get; } = [HttpTarget.Request];

    public StepFailure? Check(TaskCall call) => HttpCallReading.Read(call).Failure;
}
