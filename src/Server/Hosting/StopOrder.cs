namespace Sluice.Server.Hosting;

/// <summary>How a server comes to its stop: it says that it is not ready, gives those who send callers time to see that, and
/// then takes no more calls.</summary>
/// <remarks>Each further order goes one step on. Callers on any thread.</remarks>
/// <param name="drain">The time that they have.</param>
internal sealed class StopOrder(TimeSpan drain, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _isStopped;

    /// <summary>The server is not to be sent callers any more.</summary>
    public bool IsGiven { get; private set; }

    /// <param name="atOnce">Nobody sends callers here: whoever asks has started the server himself.</param>
    /// <param name="stop">Stops taking calls; called once.</param>
    /// <returns>False when that has been done already, so that only the end of the process is left.</returns>
    public bool Give(bool atOnce, Action stop)
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                return false;
            }

            if (!IsGiven && !atOnce && drain > TimeSpan.Zero)
            {
                IsGiven = true;
                _timer = time.CreateTimer(_ => Stop(stop), state: null, drain, Timeout.InfiniteTimeSpan);
                return true;
            }
        }

        Stop(stop);
        return true;
    }

    public void Dispose() => _timer?.Dispose();

    private void Stop(Action stop)
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            (IsGiven, _isStopped) = (true, true);
        }

        stop();
    }
}
