using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Definitions.States;
using Sluice.Engine.Metering;
using Sluice.Engine.Scheduling;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>Makes the calls of tasks: so many at once, each with the means to call it off.</summary>
/// <remarks>
/// A call that waits for a place is a pending attempt in the execution's state: what is kept here of it is its key, and
/// nothing is lost with this memory. See docs/decisions/0011-calls.md.
/// </remarks>
internal sealed partial class TaskDispatcher : IAsyncDisposable
{
    /// <summary>Of a call that is out, besides its parameters: a connection and the beginning of an answer.</summary>
    private const long CallWeight = 16 * 1024;

    private readonly TargetSet _targets;
    private readonly ConcurrentDictionary<AttemptId, OutCall> _calls = new();
    private readonly CallPlaces _places;
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _maxResultBytes;
    private readonly IWorkScheduler _scheduler;
    private readonly TaskMeter _meter;
    private readonly TargetRecords _records;
    private readonly ExecutionTraces _traces;
    private readonly AccountMemory _memory;
    private readonly ILogger _logger;

    public TaskDispatcher(
        TargetSet targets,
        EngineOptions options,
        IWorkScheduler scheduler,
        TaskMeter meter,
        TargetRecords records,
        ExecutionTraces traces,
        AccountMemory memory,
        ILogger logger)
    {
        (_targets, _scheduler, _meter, _traces, _logger) = (targets, scheduler, meter, traces, logger);
        (_records, _memory) = (records, memory);
        (_places, _maxResultBytes) = (new CallPlaces(options.ConcurrentCalls), options.Limits.StateDataBytes);
    }

    /// <summary>What is shared: calls that are out, and those that wait.</summary>
    public CallPlaces Places => _places;

    /// <summary>Makes a call as soon as there is a place, unless this very attempt is being made already.</summary>
    /// <param name="ended">Takes the result, unless the call is called off; called on any thread.</param>
    /// <param name="callNow">
    /// Called when it had to wait and there is a place: whoever is asked calls <see cref="GoOn"/>, or <see cref="Cancel"/>.
    /// Null where the call is kept in memory anyway.
    /// </param>
    public void Start(
        AttemptId key,
        Effect.InvokeTask owed,
        TaskContext context,
        Action<AttemptId, Outcome<JsonPayload>> ended,
        Action<AttemptId>? callNow = null)
    {
        var call = CallOf(key, owed, context);
        var place = _targets.Find(owed.Action)?.PlaceOf(call) ?? new CallPlace(owed.Action);
        var entry = new OutCall(
            context.Account,
            place,
            callNow is null
                ? () => _scheduler.Schedule(new Waited(() => GoOn(key, owed, context, ended)))
                : () => callNow(key));
        if (!_calls.TryAdd(key, entry))
        {
            return;
        }

        var isIn = _places.TryEnter(entry);
        if (entry.IsCalledOff)
        {
            // Just now, when it had no place to give back.
            _places.Leave(entry);
        }
        else if (isIn)
        {
            _ = RunAsync(key, entry, call, ended);
        }
    }

    /// <summary>Makes a call that has waited and has a place; one that was called off meanwhile is not made at all.</summary>
    /// <inheritdoc cref="Start"/>
    public void GoOn(
        AttemptId key, Effect.InvokeTask owed, TaskContext context, Action<AttemptId, Outcome<JsonPayload>> ended)
    {
        if (_calls.TryGetValue(key, out var entry) && entry.HasPlace)
        {
            _ = RunAsync(key, entry, CallOf(key, owed, context), ended);
        }
    }

    /// <summary>Whether this very attempt is being made, or waits to be.</summary>
    public bool IsOut(AttemptId key) => _calls.ContainsKey(key);

    /// <summary>Calls a call off. What it still answers is dropped.</summary>
    public void Cancel(AttemptId key)
    {
        if (_calls.TryRemove(key, out var entry) && !entry.CallOff())
        {
            _places.Leave(entry);
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

    private TaskCall CallOf(AttemptId key, Effect.InvokeTask owed, TaskContext context) => new(
        owed.Action, owed.Parameters, owed.TaskToken, key.ToString(), _maxResultBytes, context)
    {
        Secrets = owed.Secrets,
    };

    private async Task RunAsync(
        AttemptId key, OutCall entry, TaskCall call, Action<AttemptId, Outcome<JsonPayload>> ended)
    {
        using var cancellation = entry.Begin(_stopping.Token);
        if (cancellation is null)
        {
            return;
        }

        var share = _memory.Of(entry.Account);
        var weight = CallWeight + AccountMemory.WeightOfData(call.Parameters.ByteCount);
        _memory.Change(share, weight);
        try
        {
            cancellation.Token.ThrowIfCancellationRequested();
            var result = await InvokeAsync(key.Execution, entry.Place, call, cancellation.Token);
            if (_calls.TryRemove(KeyValuePair.Create(key, entry)))
            {
                ended(key, result);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _calls.TryRemove(KeyValuePair.Create(key, entry));
        }
        finally
        {
            _memory.Change(share, -weight);
            _places.Leave(entry);
        }
    }

    private async Task<Outcome<JsonPayload>> InvokeAsync(
        ExecutionId execution, CallPlace place, TaskCall call, CancellationToken cancellationToken)
    {
        if (_targets.Find(call.Action) is not { } target)
        {
            var available = _targets.Actions.Append(TaskState.StartExecution).Order(StringComparer.Ordinal);
            return new StepFailure(
                FailureCodes.ActionNotSupported,
                $"Action '{call.Action}' is not available here; available: {string.Join(", ", available)}."
                + (_targets.AdviceFor(call.Action) is { } advice ? " " + advice : ""));
        }

        Outcome<JsonPayload>? result = null;
        var begun = _meter.Begin();
        var record = _records.Begin(call, place);

        // Whoever is called is told of it, since it is what is at work now.
        using var span = _traces.BeginCall(execution, call);
        try
        {
            var answer = await target.InvokeAsync(call, cancellationToken);
            result = answer;
            return answer;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogTargetFailed(e, call.Action, call.IdempotencyKey);
            var failure = new StepFailure(
                FailureCodes.RuntimeError, $"Action '{call.Action}' failed inside Sluice; see the server's log.");
            result = failure;
            return failure;
        }
        finally
        {
            _meter.Ended(begun, _targets.TitleOf(call.Action), result);
            record.Ended(call.Context, result);
            ExecutionTraces.NoteResult(span, result?.Failure);
        }
    }

    /// <summary>A call that is kept in memory while it waits.</summary>
    private sealed class Waited(Action goOn) : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => goOn();
    }
}
