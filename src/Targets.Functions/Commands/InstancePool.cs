using Microsoft.Extensions.Logging;

namespace Sluice.Targets.Functions.Commands;

/// <summary>The instances of one program: started when they are needed, stopped when they are not.</summary>
internal sealed partial class InstancePool : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<Place> _places = [];
    private readonly string _name;
    private readonly FunctionBackend.Process _backend;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _idle;
    private readonly CancellationTokenSource _stopping = new();

    public InstancePool(string name, FunctionBackend.Process backend, TimeProvider time, ILogger logger)
    {
        (_name, _backend, _time, _logger) = (name, backend, time, logger);
        _idle = time.CreateTimer(_ => StopIdle(), null, backend.Idle / 2, backend.Idle / 2);
    }

    /// <summary>An instance with room for a call; whoever has it gives it back.</summary>
    /// <exception cref="ProgramStartException">A new one could not be started.</exception>
    public async Task<Lease> RentAsync(CancellationToken cancellationToken)
    {
        var place = Take();
        try
        {
            return new Lease(await place.Instance.WaitAsync(cancellationToken), () => GiveBack(place));
        }
        catch
        {
            GiveBack(place);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _idle.DisposeAsync();
        List<Place> all;
        lock (_lock)
        {
            all = [.. _places];
            _places.Clear();
        }

        await Task.WhenAll(all.Select(place => place.StopAsync(TimeSpan.FromSeconds(1), _time)));
        _stopping.Dispose();
    }

    /// <summary>The one with the fewest calls, or a new one when all are full and there may be more.</summary>
    private Place Take()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            var place = _places.Where(place => !place.HasDied).MinBy(place => place.Calls);
            if (place is null || (place.Calls >= _backend.CallsPerInstance && _places.Count < _backend.Instances))
            {
                _places.Add(place = new Place());
                place.Instance = StartAsync(place);
            }

            place.Calls++;
            return place;
        }
    }

    private async Task<FunctionInstance> StartAsync(Place place)
    {
        await Task.Yield();
        try
        {
            var instance = await FunctionInstance.StartAsync(_name, _backend, _time, _logger, _stopping.Token);
            _ = WatchAsync(place, instance);
            return instance;
        }
        catch
        {
            Remove(place);
            throw;
        }
    }

    /// <summary>One that has died gets no more calls; the next call starts another.</summary>
    private async Task WatchAsync(Place place, FunctionInstance instance)
    {
        await instance.Exit;
        if (Remove(place))
        {
            LogDied(_logger, _name, instance.End);
            instance.Dispose();
        }
    }

    private void GiveBack(Place place)
    {
        lock (_lock)
        {
            place.Calls--;
            place.LastUsed = _time.GetTimestamp();
        }
    }

    private bool Remove(Place place)
    {
        lock (_lock)
        {
            return _places.Remove(place);
        }
    }

    private void StopIdle()
    {
        List<Place> idle;
        lock (_lock)
        {
            idle = _places.FindAll(place =>
                place.Calls == 0 && place.Instance.IsCompleted && _time.GetElapsedTime(place.LastUsed) >= _backend.Idle);
            idle.ForEach(place => _places.Remove(place));
        }

        idle.ForEach(place => _ = place.StopAsync(Patience, _time));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A program for {Function} {End}; the next call starts another.")]
    private static partial void LogDied(ILogger logger, string function, string end);

    /// <summary>Belongs to the pool, which changes it under its lock.</summary>
    private sealed class Place
    {
        public int Calls { get; set; }

        public long LastUsed { get; set; }

        public Task<FunctionInstance> Instance { get; set; } = Task.FromException<FunctionInstance>(new InvalidOperationException());

        /// <summary>Seen here a moment before it is taken out.</summary>
        public bool HasDied => Instance.IsFaulted || (Instance.IsCompletedSuccessfully && Instance.Result.HasExited);

        public async Task StopAsync(TimeSpan patience, TimeProvider time)
        {
            try
            {
                await (await Instance).StopAsync(patience, time);
            }
            catch (Exception e) when (e is ProgramStartException or OperationCanceledException or InvalidOperationException)
            {
                // It never ran.
            }
        }
    }

    /// <summary>The use of an instance for one call.</summary>
    public sealed class Lease(FunctionInstance instance, Action giveBack) : IDisposable
    {
        public FunctionInstance Instance => instance;

        public void Dispose() => giveBack();
    }
}
