using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Storage;

namespace Sluice.Engine.Cleaning;

/// <summary>Cleans now and then, one round at a time; nothing else waits for it or depends on it.</summary>
internal sealed partial class CleaningRounds : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task> _clean;
    private readonly ILogger _logger;
    private readonly DamageReports _damage;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private Task _round = Task.CompletedTask;

    /// <param name="interval">From the beginning of one round to that of the next.</param>
    /// <param name="clean">One round; ends soon when its token is cancelled.</param>
    public CleaningRounds(
        TimeSpan interval, Clock clock, DamageReports damage, ILogger logger, Func<CancellationToken, Task> clean)
    {
        (_clean, _logger, _damage) = (clean, logger, damage);
        _timer = clock.Provider.CreateTimer(_ => Begin(), state: null, interval, interval);
    }

    /// <summary>Begins no other round, and waits for the one under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await Volatile.Read(ref _round);
        _stopping.Dispose();
    }

    // The timer may ring while the last round is under way, and on another thread.
    private void Begin()
    {
        var round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = Volatile.Read(ref _round);
        if (last.IsCompleted && Interlocked.CompareExchange(ref _round, round.Task, last) == last)
        {
            _ = RunAsync(round);
        }
    }

    private async Task RunAsync(TaskCompletionSource round)
    {
        try
        {
            await _clean(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The rest is for the next process.
        }
        catch (StoreDamagedException damage)
        {
            _damage.Note(damage);
        }
        catch (Exception e)
        {
            // Whatever it was, the next time may go better.
            LogCleaningFailed(e);
        }
        finally
        {
            round.SetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removing what is no longer needed failed; it is tried again.")]
    private partial void LogCleaningFailed(Exception exception);
}
