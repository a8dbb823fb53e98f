using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Express;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;

namespace Sluice.Engine.Vitals;

/// <summary>How an engine does, in numbers that it has anyway: whoever asks reads them, and nobody writes them for that.</summary>
/// <remarks>Each is true at the moment that it is read, on any thread; two of them need not belong together.</remarks>
public sealed class EngineVitals
{
    private readonly IReadOnlyList<ShardEdge> _edges;
    private readonly Committer _committer;
    private readonly Outage _outage;
    private readonly CallPlaces _calls;
    private readonly ExpressRuns _express;
    private readonly RunningCount _running;
    private readonly Clock _clock;
    private readonly EngineOptions _options;

    internal EngineVitals(
        IReadOnlyList<ShardEdge> edges,
        Committer committer,
        Outage outage,
        CallPlaces calls,
        ExpressRuns express,
        RunningCount running,
        Clock clock,
        EngineOptions options)
    {
        (_edges, _committer, _outage, _calls) = (edges, committer, outage, calls);
        (_express, _running, _clock, _options) = (express, running, clock, options);
    }

    /// <summary>Whether the store writes, as far as is known.</summary>
    public bool StoreWrites => _outage.Problem is null;

    /// <summary>How long the oldest batch has waited that is not stored yet; zero when there is none.</summary>
    public TimeSpan CommitLag => _committer.OldestWait;

    /// <summary>Whether that is longer than new work is taken for.</summary>
    public bool IsLagging => CommitLag > _options.CommitLag;

    /// <summary>Commits that the store has made durable since the start.</summary>
    public long Commits => _committer.Commits;

    /// <summary>How many there are, all engines on the store together.</summary>
    public int Shards => _edges.Count;

    /// <summary>Those that work here now.</summary>
    public int ShardsHere => _edges.Count(edge => edge.IsHere);

    /// <summary>Messages that wait for shards.</summary>
    public long MailboxMessages => _edges.Sum(edge => edge.Mailbox.Count);

    /// <summary>Bytes of inputs and states in memory.</summary>
    public long ResidentBytes => _edges.Sum(edge => edge.ResidentBytes);

    /// <summary>How long the timer that is most overdue has been due; zero when none is.</summary>
    public TimeSpan TimerLateness => TimeSpan.FromMilliseconds(
        Math.Max(0, _clock.Now.ToUnixTimeMilliseconds() - _edges.Min(edge => edge.NextDue)));

    /// <summary>Standard executions in progress, of all accounts.</summary>
    public long Running => _running.Sum;

    /// <summary>Express executions in progress.</summary>
    public long ExpressRunning => _express.Count;

    /// <summary>Calls to services that are out.</summary>
    public long CallsOut => _calls.Out;

    /// <summary>Calls that wait for a place.</summary>
    public long CallsWaiting => _calls.Waiting;
}
