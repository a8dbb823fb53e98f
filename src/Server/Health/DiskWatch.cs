using Sluice.Engine.Metering;

namespace Sluice.Server.Health;

/// <summary>Looks how much room there is on a disk, every few seconds and for nobody in particular.</summary>
/// <remarks>A disk may take for ever to say so: whoever wants to know reads what was seen last, and does not wait.</remarks>
public sealed class DiskWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>What was seen longer ago says nothing.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Func<DiskSpace> _look;
    private readonly Action<DiskSpace>? _nearlyFull;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private Sight? _sight;
    private int _isLooking;
    private bool _wasNearlyFull;

    /// <param name="look">Asks the disk; throws when there is none.</param>
    /// <param name="nearlyFull">Called once each time that the disk has become nearly full.</param>
    public DiskWatch(Func<DiskSpace> look, TimeProvider time, Action<DiskSpace>? nearlyFull = null)
    {
        (_look, _time, _nearlyFull) = (look, time, nearlyFull);
        _timer = time.CreateTimer(_ => Look(), state: null, TimeSpan.Zero, Interval);
    }

    /// <summary>The room there is; null when it is not known.</summary>
    public DiskSpace? Space =>
        Volatile.Read(ref _sight) is { } sight && _time.GetElapsedTime(sight.At) <= Fresh ? sight.Space : null;

    /// <summary>Whether the disk has been asked and does not answer any more.</summary>
    public bool IsSilent => Volatile.Read(ref _sight) is { } sight && _time.GetElapsedTime(sight.At) > Fresh;

    /// <param name="directory">Lies on the disk.</param>
    /// <inheritdoc cref="DiskWatch(Func{DiskSpace}, TimeProvider, Action{DiskSpace}?)"/>
    public static DiskWatch Of(string directory, TimeProvider time, Action<DiskSpace>? nearlyFull = null)
    {
        var path = Path.GetFullPath(directory);
        return new(
            () => new DriveInfo(path) is var drive ? new(drive.AvailableFreeSpace, drive.TotalSize) : default,
            time,
            nearlyFull);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) == 1)
        {
            // The last question has not been answered yet.
            return;
        }

        try
        {
            var space = _look();
            Volatile.Write(ref _sight, new Sight(space, _time.GetTimestamp()));
            Warn(space);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What was seen last grows old.
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private void Warn(DiskSpace space)
    {
        var isNearlyFull = (space.Total - space.Free) * 100.0 >= space.Total * (double)LimitWarnings.Percent;
        if (isNearlyFull && !_wasNearlyFull)
        {
            _nearlyFull?.Invoke(space);
        }

        _wasNearlyFull = isNearlyFull;
    }

    private sealed record Sight(DiskSpace Space, long At);
}
