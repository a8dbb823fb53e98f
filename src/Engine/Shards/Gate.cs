namespace Sluice.Engine.Shards;

/// <summary>
/// Lets one at a time into a shard's memory: its loop, which takes what is light, or a turn of what is heavy. Where both
/// wait, they have it by turns.
/// </summary>
/// <remarks>Callers on any thread. Whoever leaves lets in whoever waits, so nobody comes between, and no thread waits.</remarks>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _heavy = new();
    private Action? _light;
    private bool _isTaken;

    /// <summary>Lets the loop in, now or later.</summary>
    /// <param name="letIn">Called once it is its turn, on any thread, if it is not now.</param>
    public bool TryEnterLight(Action letIn)
    {
        lock (_lock)
        {
            if (_isTaken)
            {
                _light = letIn;
                return false;
            }

            return _isTaken = true;
        }
    }

    /// <summary>Lets a turn of what is heavy in, now or later.</summary>
    /// <inheritdoc cref="TryEnterLight"/>
    public bool TryEnterHeavy(Action letIn)
    {
        lock (_lock)
        {
            if (_isTaken)
            {
                _heavy.Enqueue(letIn);
                return false;
            }

            return _isTaken = true;
        }
    }

    public void LeaveLight()
    {
        Action? next;
        lock (_lock)
        {
            next = TakeHeavy() ?? TakeLight();
            _isTaken = next is not null;
        }

        next?.Invoke();
    }

    public void LeaveHeavy()
    {
        Action? next;
        lock (_lock)
        {
            next = TakeLight() ?? TakeHeavy();
            _isTaken = next is not null;
        }

        next?.Invoke();
    }

    private Action? TakeHeavy() => _heavy.TryDequeue(out var heavy) ? heavy : null;

    private Action? TakeLight()
    {
        var light = _light;
        _light = null;
        return light;
    }
}
