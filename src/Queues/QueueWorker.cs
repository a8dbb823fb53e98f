using Sluice.Model.Names;

namespace Sluice.Queues;

/// <summary>Works off a queue of the product's own: what is due in it, and again what a crash has cut off.</summary>
public sealed class QueueWorker : IAsyncDisposable
{
    private const int MostAtOnce = 16;

    /// <summary>How long it waits for a message, and before it looks again after the store has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly QueueStore _store;
    private readonly WorkedQueue _queue;
    private readonly Func<SeenMessage, CancellationToken, Task<TimeSpan?>> _work;
    private readonly Action<Exception> _failed;
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    /// <param name="store">Stays the caller's, and is disposed after this.</param>
    /// <param name="work">Null when the message is done with; else when it is to come again.</param>
    /// <param name="failed">Told of what the work or the store has thrown; the message comes again when the store is opened anew.</param>
    public QueueWorker(
        QueueStore store, WorkedQueue queue, Func<SeenMessage, CancellationToken, Task<TimeSpan?>> work, Action<Exception> failed)
    {
        (_store, _queue, _work, _failed, _places) = (store, queue, work, failed, new SemaphoreSlim(queue.Most));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Calls off what is being worked on, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        for (var i = 0; i < _queue.Most; i++)
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
                await _store.MakeOwnQueueAsync(_queue.Account, _queue.Name, _queue.Attributes);

                // Whoever had taken any of them has died.
                await _store.GiveBackAsync(_queue.Account, _queue.Name);
                await TakeAllAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                _failed(e);
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
                taken = await _store.TakeAsync(_queue.Account, _queue.Name, free, Patience, _stopping.Token);
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
                _ = WorkAsync(message);
            }
        }
    }

    private async Task WorkAsync(SeenMessage message)
    {
        try
        {
            if (await _work(message, _stopping.Token) is { } pause)
            {
                await _store.HideAsync(_queue.Account, _queue.Name, message.Receipt!, (int)pause.TotalSeconds);
            }
            else
            {
                await _store.DeleteAsync(_queue.Account, _queue.Name, message.Receipt!);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is worked on again by whoever opens the store next.
        }
        catch (Exception e)
        {
            _failed(e);
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>A queue of the product's own.</summary>
/// <param name="Account">No account's: something that is no number.</param>
/// <param name="Most">Messages that are worked on at once. 1 or more.</param>
public sealed record WorkedQueue(AccountId Account, string Name, QueueAttributes Attributes, int Most);
