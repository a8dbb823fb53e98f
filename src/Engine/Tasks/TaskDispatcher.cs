using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>Makes the calls of tasks: so many at once, each with the means to call it off.</summary>
/// <remarks>A call that waits here is a pending attempt in the execution's state: nothing is lost with this memory.</remarks>
internal sealed partial class TaskDispatcher : IAsyncDisposable
{
    private readonly Dictionary<string, ITaskTarget> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<CallKey, CancellationTokenSource> _calls = new();
    private readonly Action<CallKey, Outcome<JsonPayload>> _ended;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _maxResultBytes;
    private readonly ILogger _logger;

    /// <param name="ended">Takes the result of each call that was not called off; called on any thread.</param>
    public TaskDispatcher(
        IEnumerable<ITaskTarget> targets,
        EngineOptions options,
        ILogger logger,
        Action<CallKey, Outcome<JsonPayload>> ended)
    {
        (_ended, _logger, _maxResultBytes) = (ended, logger, options.Limits.StateDataBytes);
        _slots = new SemaphoreSlim(options.ConcurrentCalls);
        foreach (var target in targets)
        {
            foreach (var action in target.Actions)
            {
                _targets.Add(action, target);
            }
        }
    }

    /// <summary>Makes a call, unless this very attempt is being made already.</summary>
    public void Start(CallKey key, string action, JsonPayload parameters, string? taskToken)
    {
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        if (!_calls.TryAdd(key, cancellation))
        {
            cancellation.Dispose();
            return;
        }

        var call = new TaskCall(action, parameters, taskToken, key.ToString(), _maxResultBytes);
        _ = RunAsync(key, call, cancellation);
    }

    /// <summary>Calls a call off. What it still answers is dropped.</summary>
    public void Cancel(CallKey key)
    {
        if (_calls.TryRemove(key, out var cancellation))
        {
            cancellation.Cancel();
        }
    }

    /// <summary>Calls everything off: the attempts stay pending and are made again when the engine is back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync(CallKey key, TaskCall call, CancellationTokenSource cancellation)
    {
        using (cancellation)
        {
            try
            {
                await _slots.WaitAsync(cancellation.Token);
                Outcome<JsonPayload> result;
                try
                {
                    result = await InvokeAsync(call, cancellation.Token);
                }
                finally
                {
                    _slots.Release();
                }

                if (_calls.TryRemove(KeyValuePair.Create(key, cancellation)))
                {
                    _ended(key, result);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _calls.TryRemove(KeyValuePair.Create(key, cancellation));
            }
        }
    }

    private async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!_targets.TryGetValue(call.Action, out var target))
        {
            return new StepFailure(
                FailureCodes.ActionNotSupported,
                $"Action '{call.Action}' is not available here; available: {string.Join(", ", _targets.Keys.Order())}.");
        }

        try
        {
            return await target.InvokeAsync(call, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogTargetFailed(e, call.Action, call.AttemptKey);
            return new StepFailure(
                FailureCodes.RuntimeError, $"Action '{call.Action}' failed inside Sluice; see the server's log.");
        }
    }
}

/// <summary>Names one attempt of one step of one execution, for as long as it is being made.</summary>
internal readonly record struct CallKey(ExecutionId Execution, int Frame, int Attempt)
{
    /// <summary>The attempt key that is passed on to the other side.</summary>
    public override string ToString() => $"{Execution}-{Frame}-{Attempt}";
}
