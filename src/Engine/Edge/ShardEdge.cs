using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;

namespace Sluice.Engine.Edge;

/// <summary>A shard as it is seen from outside. It is there before the shard.</summary>
/// <param name="Ids">The numbers that the shard gives out, and those who run an execution beside it.</param>
internal sealed record ShardEdge(int Id, Mailbox Mailbox, ExecutionIds Ids)
{
    private bool _isHere;
    private long _nextDue = long.MaxValue;
    private long _residentBytes;

    /// <summary>Whether the shard is this engine's now, as far as is known, and what is in its memory counts. The shard says so.</summary>
    public bool IsHere
    {
        get => Volatile.Read(ref _isHere);
        set => Volatile.Write(ref _isHere, value);
    }

    /// <summary>When the earliest of the shard's timers is due, Unix milliseconds, as its last turn has left them; far away when
    /// there is none. The shard says so.</summary>
    public long NextDue
    {
        get => Volatile.Read(ref _nextDue);
        set => Volatile.Write(ref _nextDue, value);
    }

    /// <summary>What executions take that are in the shard's memory, about, as its last turn has left them. The shard says so.</summary>
    public long ResidentBytes
    {
        get => Volatile.Read(ref _residentBytes);
        set => Volatile.Write(ref _residentBytes, value);
    }

    /// <inheritdoc cref="Mailbox.Post"/>
    public void Post(Message message) => Mailbox.Post(message);

    /// <summary>The edges of all shards, by number.</summary>
    /// <param name="areShared">Whether they change hands among nodes.</param>
    public static IReadOnlyList<ShardEdge> OfAll(
        int shards,
        bool areShared,
        EngineOptions options,
        IWorkScheduler scheduler,
        TimeProvider time,
        Backlog backlog,
        EngineMemory memory) =>
    [
        .. Enumerable.Range(0, shards).Select(id => new ShardEdge(
            id,
            new Mailbox(options.MailboxCapacity, scheduler, time, backlog, memory),
            new ExecutionIds(id, areShared))),
    ];
}
