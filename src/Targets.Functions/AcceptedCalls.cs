using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Queues;

namespace Sluice.Targets.Functions;

/// <summary>Asynchronous calls that no task waits for: accepted once they are stored, and made until they have been.</summary>
/// <remarks>
/// A call that a crash has cut off is made again, with its attempt's key. One that fails is tried again three times, as the
/// vendor's platform does, and is then logged and dropped.
/// </remarks>
internal sealed partial class AcceptedCalls : IAsyncDisposable
{
    private const string Queue = "calls";
    private const int Tries = 4;
    private const int MostAtOnce = 16;

    /// <summary>Nobody can have this account: it is no number.</summary>
    private static readonly AccountId Own = AccountId.FromStored("functions");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Events may be larger than what others send; a call may take half a day before it is made again.</summary>
    private static readonly QueueAttributes Attributes = new()
    {
        MaximumMessageSize = int.MaxValue,
        MessageRetentionPeriod = int.MaxValue,
        VisibilityTimeout = 43_200,
    };

    private readonly QueueStore _store;
    private readonly Func<TaskCall, CancellationToken, Task<Outcome<JsonPayload>>> _make;
    private readonly ILogger _logger;
    private readonly int _most;
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    /// <param name="store">Stays the caller's, and is disposed after this.</param>
    /// <param name="most">Calls that are made at once. 1 or more.</param>
    /// <param name="make">Makes a call and waits for its end.</param>
    public AcceptedCalls(
        QueueStore store, int most, Func<TaskCall, CancellationToken, Task<Outcome<JsonPayload>>> make, ILogger logger)
    {
        (_store, _make, _logger, _most, _places) = (store, make, logger, most, new SemaphoreSlim(most));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Done when the call will be made, whatever happens to this process.</summary>
    public Task AcceptAsync(TaskCall call) =>
        _store.SendAsync(Own, Queue, new NewMessage(AcceptedCall.Encode(call), Key: call.IdempotencyKey), Attributes);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        for (var i = 0; i < _most; i++)
        {
            await _places.WaitAsync();
        }

        _places.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _store.MakeOwnQueueAsync(Own, Queue, Attributes);

                // Whoever had taken any of them has died.
                await _store.GiveBackAsync(Own, Queue);
                await TakeAllAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                LogStoreFailed(_logger, e);
                await Task.WhenAny(Task.Delay(Patience, _stopping.Token));
            }
        }
    }

    private async Task TakeAllAsync()
    {
        while (true)
        {
            await _places.WaitAsync(_stopping.Token);
            var free = 1;
            while (free < MostAtOnce && _places.Wait(0))
            {
                free++;
            }

            IReadOnlyList<SeenMessage> taken = [];
            try
            {
                taken = await _store.TakeAsync(Own, Queue, free, Patience, _stopping.Token);
            }
            finally
            {
                if (free > taken.Count)
                {
                    _places.Release(free - taken.Count);
                }
            }

            foreach (var message in taken)
            {
                _ = MakeAsync(message);
            }
        }
    }

    private async Task MakeAsync(SeenMessage message)
    {
        try
        {
            var call = AcceptedCall.Decode(message.Body);
            await EndAsync(message, call, (await _make(call, _stopping.Token)).Failure);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is made again by whoever opens the store next.
        }
        catch (Exception e)
        {
            LogStoreFailed(_logger, e);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task EndAsync(SeenMessage message, TaskCall call, StepFailure? failure)
    {
        // What it returns is seen by nobody, and may be of any size.
        var hasRun = failure is null || failure.IsByNameOnly;
        if (!hasRun && message.Taken < Tries)
        {
            await _store.HideAsync(Own, Queue, message.Receipt!, 1 << message.Taken);
            return;
        }

        if (!hasRun)
        {
            LogGivenUp(_logger, call.Context.Account.Value, call.Context.Flow, call.Context.Execution, call.IdempotencyKey, failure!.Code);
        }

        await _store.DeleteAsync(Own, Queue, message.Receipt!);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "An asynchronous function call of account {Account}, flow {Flow}, execution {Execution}, attempt {Attempt} failed for good: {Code}.")]
    private static partial void LogGivenUp(ILogger logger, string account, string flow, string execution, string attempt, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Accepted function calls cannot be taken from the store or ended there.")]
    private static partial void LogStoreFailed(ILogger logger, Exception problem);
}
