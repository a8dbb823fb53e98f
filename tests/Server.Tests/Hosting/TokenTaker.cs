using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Server.Tests.Hosting;

/// <summary>A service that only takes note of calls.</summary>
internal sealed class TokenTaker : ITaskTarget
{
    /// <summary>The task token of the first call.</summary>
    public TaskCompletionSource<string> Token { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<string> Actions => ["HTTP:Request"];

    public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        Token.TrySetResult(call.TaskToken!);
        return Task.FromResult<Outcome<JsonPayload>>(JsonPayload.EmptyObject);
    }
}
