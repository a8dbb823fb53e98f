using Sluice.Engine.Metering;

namespace Sluice.Server.Health;

/// <summary>Looks how much room there is on a disk, every second and for nobody in particular.</summary>
/// <remarks>A disk may take for ever to say so: whoever wants to know reads what was seen last, and does not wait.</remarks>
public sealed class DiskWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What was seen longer ago says nothing.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Func<DiskSpace> _look;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private Sight? _sight;
    private int _isLooking;
    private bool _wasNearlyFull;
    private Action<DiskSpace>? _nearlyFull;

    /// <param name="look">Asks the disk; throws when there is none.</param>
    public DiskWatch(Func<DiskSpace> look, TimeProvider time)
    {
        (_look, _time) = (look, time);
        _timer = time.CreateTimer(_ => Look(), state: null, TimeSpan.Zero, Interval);
    }

    /// <summary>The room there is; null when it is not known.</summary>
    public DiskSpace? Space =>
        Volatile.Read(ref _sight) is { } sight && _time.GetElapsedTime(sight.At) <= Fresh ? sight.Space : null;

    /// <summary>Whether the disk has been asked and does not answer any more.</summary>
    public bool IsSilent => Volatile.Read(ref _sight) is { } sight && _time.GetElapsedTime(sight.At) > Fresh;

    /// <param name="directory">Lies on the disk.</param>
    public static DiskWatch Of(string directory, TimeProvider time)
    {
        var path = Path.GetFullPath(directory);
        return new(() => new DriveInfo(path) is var drive ? new(drive.AvailableFreeSpace, drive.TotalSize) : default, time);
    }

    /// <summary>Tells from the next look on, once each time, that the disk has become nearly full.</summary>
    public void TellNearlyFull(Action<DiskSpace> nearlyFull)
    {
        Volatile.Write(ref _nearlyFull, nearlyFull);
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
        var tell = Volatile.Read(ref _nearlyFull);
        if (isNearlyFull && !_wasNearlyFull)
        {
            tell?.Invoke(space);
        }

        // What nobody was there to hear is told when somebody is.
        _wasNearlyFull = isNearlyFull && tell is not null;
    }

    private sealed record Sight(DiskSpace Space, long At);
}
