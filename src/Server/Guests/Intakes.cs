using System.IO.Pipelines;

namespace Sluice.Server.Guests;

/// <summary>Requests whose body is still coming, in the order in which they began: all have the same time.</summary>
internal sealed class Intakes(TimeSpan time)
{
    private readonly LinkedList<Intake> _underWay = new();
    private readonly long _milliseconds = (long)time.TotalMilliseconds;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_underWay)
            {
                return _underWay.Count;
            }
        }
    }

    /// <param name="body">What it is read with; a read that waits is called off when the time is over.</param>
    /// <param name="now">As <see cref="Lobby.Now"/>.</param>
    public Intake Begin(PipeReader body, long now)
    {
        var intake = new Intake(this, body, now + _milliseconds);
        lock (_underWay)
        {
            intake.Place = _underWay.AddLast(intake);
        }

        return intake;
    }

    /// <summary>Calls off what has had its time.</summary>
    public void EndThoseDue(long now)
    {
        while (FindDue(now) is { } due)
        {
            due.CallOff();
        }
    }

    private Intake? FindDue(long now)
    {
        lock (_underWay)
        {
            if (_underWay.First is not { Value: var first } || first.Due > now)
            {
                return null;
            }

            _underWay.RemoveFirst();
            first.Place = null;
            return first;
        }
    }

    private void End(Intake intake)
    {
        lock (_underWay)
        {
            if (intake.Place is { } place)
            {
                _underWay.Remove(place);
                intake.Place = null;
            }
        }
    }

    /// <summary>One of them.</summary>
    internal sealed class Intake(Intakes all, PipeReader body, long due) : IDisposable
    {
        private readonly Lock _reading = new();
        private bool _hasEnded;

        public long Due => due;

        public LinkedListNode<Intake>? Place { get; set; }

        public void CallOff()
        {
            lock (_reading)
            {
                if (!_hasEnded)
                {
                    body.CancelPendingRead();
                }
            }
        }

        public void Dispose()
        {
            lock (_reading)
            {
                _hasEnded = true;
            }

            all.End(this);
        }
    }
}
