using Microsoft.Extensions.Logging;
using Sluice.Queues.Buses;

namespace Sluice.Events.Deliveries;

/// <summary>Makes what is owed to one sink, until it has arrived or is a dead letter.</summary>
/// <remarks>
/// What is under way stands nowhere but in memory: after a crash it is still owed, and is made again with the same source and id.
/// </remarks>
internal sealed partial class DeliveryLane : IAsyncDisposable
{
    private const int MostAtOnce = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IEventSink _sink;
    private readonly BusStore _store;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly HashSet<long> _underWay = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private readonly int _most;

    /// <param name="store">Stays the caller's, and is disposed after this.</param>
    public DeliveryLane(IEventSink sink, BusStore store, ILogger logger, TimeProvider time)
    {
        (_sink, _store, _logger, _time) = (sink, store, logger, time);
        _most = Math.Clamp(sink.AtOnce, 1, MostAtOnce);
        _places = new SemaphoreSlim(_most);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Returns when nothing of it is under way any more.</summary>
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
                await TakeAllAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                LogStoreFailed(_logger, _sink.Name, e);
                await Task.WhenAny(Task.Delay(Patience, _time, _stopping.Token));
            }
        }
    }

    private async Task TakeAllAsync()
    {
        while (true)
        {
            await _places.WaitAsync(_stopping.Token);
            DueDelivery? next = null;
            try
            {
                next = await _store.NextAsync(_sink.Name, isInOrder: _most == 1, UnderWay, _stopping.Token);
                Begin(next.Number);
                _ = MakeAsync(next);
            }
            finally
            {
                if (next is null)
                {
                    _places.Release();
                }
            }
        }
    }

    private async Task MakeAsync(DueDelivery delivery)
    {
        try
        {
            await EndAsync(delivery, await TryAsync(delivery));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is still owed, and is made by whoever opens the store next.
        }
        catch (Exception e)
        {
            LogStoreFailed(_logger, _sink.Name, e);
        }
        finally
        {
            End(delivery.Number);
            _places.Release();

            // It may be due again sooner than whoever looks for the next one has been told.
            _store.Tell(_sink.Name);
        }
    }

    private async Task<DeliveryOutcome> TryAsync(DueDelivery delivery)
    {
        try
        {
            return await _sink.DeliverAsync(delivery, _stopping.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A sink tells what it expects; what it does not expect must not end the lane.
            LogSinkFailed(_logger, _sink.Name, delivery.Number, e);
            return new DeliveryOutcome($"It failed within the server ({e.GetType().Name}); the log says more.");
        }
    }

    private async Task EndAsync(DueDelivery delivery, DeliveryOutcome outcome)
    {
        if (outcome.Problem is not { } problem)
        {
            await _store.DeliveredAsync(delivery.Number, outcome.Result);
            return;
        }

        var failed = delivery.Attempts + 1;
        var isDead = outcome.IsFinal || failed >= _sink.Attempts;
        await _store.FailedAsync(delivery.Number, problem, isDead ? null : Backoff.After(failed, outcome.Wait));
        if (isDead)
        {
            LogGivenUp(_logger, delivery.Account, delivery.Event.Bus, delivery.Number, delivery.To, failed);
        }
    }

    private HashSet<long> UnderWay()
    {
        lock (_lock)
        {
            return [.. _underWay];
        }
    }

    private void Begin(long number)
    {
        lock (_lock)
        {
            _underWay.Add(number);
        }
    }

    private void End(long number)
    {
        lock (_lock)
        {
            _underWay.Remove(number);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Event delivery {Delivery} of account {Account}, bus {Bus}, to {To} is a dead letter after {Attempts} attempts.")]
    private static partial void LogGivenUp(ILogger logger, string account, string bus, long delivery, string to, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sink {Sink} broke on the event delivery {Delivery}.")]
    private static partial void LogSinkFailed(ILogger logger, string sink, long delivery, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event deliveries to {Sink} cannot be taken from the store or ended there.")]
    private static partial void LogStoreFailed(ILogger logger, string sink, Exception problem);
}
