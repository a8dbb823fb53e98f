namespace Sluice.Targets.Functions;

/// <summary>Calls that were accepted and are made without anybody waiting for them.</summary>
/// <remarks>Asynchronous and best effort: those under way are lost with the process.</remarks>
internal sealed class BackgroundCalls(int most) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private int _running;

    /// <returns>False when there are too many under way.</returns>
    public bool TryStart(Func<CancellationToken, Task> call)
    {
        if (Interlocked.Increment(ref _running) > most)
        {
            Interlocked.Decrement(ref _running);
            return false;
        }

        _ = RunAsync(call);
        return true;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> call)
    {
        try
        {
            // Not on the caller's time: it has its answer already.
            await Task.Yield();
            await call(_stopping.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The process is stopping.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
