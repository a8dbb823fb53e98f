using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>Makes the calls of tasks: so many at once, each with the means to call it off.</summary>
/// <remarks>A call that waits here is a pending attempt in the execution's state: nothing is lost with this memory.</remarks>
internal sealed partial class TaskDispatcher : IAsyncDisposable
{
    private readonly TargetSet _targets;
    private readonly ConcurrentDictionary<AttemptId, CancellationTokenSource> _calls = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _concurrentCalls;
    private readonly int _maxResultBytes;
    private readonly ILogger _logger;
    private int _running;

    public TaskDispatcher(TargetSet targets, EngineOptions options, ILogger logger)
    {
        (_targets, _logger) = (targets, logger);
        (_concurrentCalls, _maxResultBytes) = (options.ConcurrentCalls, options.Limits.StateDataBytes);
    }

    /// <summary>Makes a call, unless this very attempt is being made already.</summary>
    /// <param name="ended">Takes the result, unless the call is called off; called on any thread.</param>
    public void Start(
        AttemptId key, Effect.InvokeTask owed, TaskContext context, Action<AttemptId, Outcome<JsonPayload>> ended)
    {
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        if (!_calls.TryAdd(key, cancellation))
        {
            cancellation.Dispose();
            return;
        }

        var call = new TaskCall(
            owed.Action, owed.Parameters, owed.TaskToken, key.ToString(), _maxResultBytes, context);
        lock (_waiting)
        {
            if (_running == _concurrentCalls)
            {
                _waiting.Enqueue(new Waiting(key, call, ended, cancellation));
                return;
            }

            _running++;
        }

        _ = RunAsync(new Waiting(key, call, ended, cancellation));
    }

    /// <summary>Whether this very attempt is being made.</summary>
    public bool IsOut(AttemptId key) => _calls.ContainsKey(key);

    /// <summary>Calls a call off. What it still answers is dropped.</summary>
    public void Cancel(AttemptId key)
    {
        if (!_calls.TryRemove(key, out var cancellation))
        {
            return;
        }

        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It answered in this very moment, and its answer has been dropped.
        }
    }

    /// <summary>Calls off all calls of certain attempts.</summary>
    public void CancelAll(Func<AttemptId, bool> which)
    {
        foreach (var key in _calls.Keys.Where(which))
        {
            Cancel(key);
        }
    }

    /// <summary>Calls everything off: the attempts stay pending and are made again when the engine is back.</summary>
    public async ValueTask DisposeAsync() => await _stopping.CancelAsync();

    /// <summary>Makes a call, and then those that waited for its place.</summary>
    private async Task RunAsync(Waiting first)
    {
        for (Waiting? next = first; next is not null; next = TakeNext())
        {
            using var cancellation = next.Cancellation;
            try
            {
                // One that was called off while it waited is not made at all.
                cancellation.Token.ThrowIfCancellationRequested();
                var result = await InvokeAsync(next.Call, cancellation.Token);
                if (_calls.TryRemove(KeyValuePair.Create(next.Key, cancellation)))
                {
                    next.Ended(next.Key, result);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _calls.TryRemove(KeyValuePair.Create(next.Key, cancellation));
            }
        }
    }

    /// <summary>The call that has waited longest; null gives the place back.</summary>
    private Waiting? TakeNext()
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out var next))
            {
                return next;
            }

            _running--;
            return null;
        }
    }

    private async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (_targets.Find(call.Action) is not { } target)
        {
            var available = _targets.Actions.Append(TaskState.StartExecution).Order(StringComparer.Ordinal);
            return new StepFailure(
                FailureCodes.ActionNotSupported,
                $"Action '{call.Action}' is not available here; available: {string.Join(", ", available)}.");
        }

        try
        {
            return await target.InvokeAsync(call, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogTargetFailed(e, call.Action, call.IdempotencyKey);
            return new StepFailure(
                FailureCodes.RuntimeError, $"Action '{call.Action}' failed inside Sluice; see the server's log.");
        }
    }

    private sealed record Waiting(
        AttemptId Key, TaskCall Call, Action<AttemptId, Outcome<JsonPayload>> Ended, CancellationTokenSource Cancellation);
}
