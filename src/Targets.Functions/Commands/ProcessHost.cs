using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets.Functions.Hosts;

namespace Sluice.Targets.Functions.Commands;

/// <summary>A program with a custom runtime that is started here, and asked like one that listens already.</summary>
/// <param name="connections">To this machine itself; belongs to the caller.</param>
internal sealed class ProcessHost(
    string name, FunctionBackend.Process backend, HttpMessageInvoker connections, int jsonDepth, TimeProvider time, ILogger logger)
    : IFunctionHost, IAsyncDisposable
{
    private readonly InstancePool _pool = new(name, backend, time, logger);

    public CallPlace Place { get; } = new($"process {name}", backend.Instances * backend.CallsPerInstance);

    public string Address => backend.Command.ToString();

    public Func<CancellationToken, Task<TargetProbe>> Probe => _ => Task.FromResult(ProgramPath.Probe(backend.Command));

    public async Task<Outcome<JsonPayload>> InvokeAsync(
        FunctionCall function, TaskCall call, bool isHandedOver, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await _pool.RentAsync(cancellationToken);
            var instance = lease.Instance;
            var host = new HttpHost(connections, RuntimeProtocol.Below(instance.Endpoint), int.MaxValue, jsonDepth);
            var answer = await host.InvokeAsync(function, call, isHandedOver, cancellationToken);
            return answer.Failure?.Code == FunctionFailures.RequestFailed && await HasDiedAsync(instance)
                ? new StepFailure(FunctionFailures.Unknown, $"The program for {function.Name.Text} {instance.End}.")
                : answer;
        }
        catch (ProgramStartException e)
        {
            return new StepFailure(FunctionFailures.FunctionNotStarted, $"{function.Name.Text}: {e.Message.TrimEnd('.')}.");
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>Its connections break a moment before its exit is known.</summary>
    private async Task<bool> HasDiedAsync(FunctionInstance instance)
    {
        await Task.WhenAny(instance.Exit, Task.Delay(TimeSpan.FromSeconds(1), time));
        return instance.HasExited;
    }
}
