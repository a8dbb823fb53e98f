using Sluice.Storage;

namespace Sluice.Simulation;

/// <summary>What goes wrong in a world, and when: somebody is asked each time that something could.</summary>
public sealed record Fates
{
    /// <summary>Asked at each commit, in order.</summary>
    public Func<CommitBatch, CommitFate> Commit { get; init; } = _ => CommitFate.Written;

    /// <summary>Asked before each step of the world, with its number: 1, 2, 3 …, those of a recovery among them.</summary>
    public Func<int, StepFate> Step { get; init; } = _ => StepFate.Taken;

    /// <summary>Asked at each read of the engine's, in order.</summary>
    public Func<StoreFate> Read { get; init; } = () => StoreFate.Answered;

    /// <summary>Asked each time that a shard is claimed.</summary>
    public Func<StoreFate> Claim { get; init; } = () => StoreFate.Answered;

    /// <summary>Asked at each step of removing executions, in order.</summary>
    public Func<RemovalFate> Removal { get; init; } = () => RemovalFate.Taken;

    /// <summary>
    /// Commits and calls take steps of their own, and other things come between; it is also checked that what leaves the
    /// engine is stored. Without, a commit is written and a call is made as soon as it is asked for.
    /// </summary>
    public bool TakesTime { get; init; }
}

/// <summary>What happens to one commit.</summary>
public enum CommitFate
{
    /// <summary>Written, and the engine is told.</summary>
    Written,

    /// <summary>Written, and the power fails before the engine is told.</summary>
    WrittenThenCrash,

    /// <summary>The power fails first.</summary>
    CrashBefore,

    /// <summary>Not written, as on a full disk; the store says so.</summary>
    Refused,

    /// <summary>Written, but the answer is lost.</summary>
    WrittenUnknown,

    /// <summary>Not written, and the answer is lost.</summary>
    LostUnknown,

    /// <summary>The medium fails for good; all the same it was written.</summary>
    WrittenFailed,

    /// <summary>The medium fails for good, and it was not written.</summary>
    LostFailed,

    /// <summary>Written when <see cref="FaultyStore.Release"/> is called, as on a disk that hangs.</summary>
    Stalled,
}

/// <summary>What happens instead of one step of the world.</summary>
public enum StepFate
{
    /// <summary>Nothing: the step is taken.</summary>
    Taken,

    /// <summary>The power fails, and a commit that is under way is not written.</summary>
    CrashLost,

    /// <summary>The power fails, and a commit that is under way is written; nobody was told.</summary>
    CrashKept,

    /// <summary>The engine is taken over, and its commit reaches the store only when another engine has the shards.</summary>
    CrashLate,

    /// <summary>An answer that a service has given before reaches the engine once more.</summary>
    AnswerTwice,

    /// <summary>A letter between shards that was handed over before is handed over once more.</summary>
    LetterTwice,

    /// <summary>Somebody takes a shard over and does nothing with it; the engine does not know until it commits.</summary>
    ShardTaken,
}

/// <summary>What comes of asking the store for something.</summary>
public enum StoreFate
{
    Answered,

    /// <summary>It cannot now, as when it is busy or the disk is full; it may work later.</summary>
    Refused,

    /// <summary>The medium fails for good.</summary>
    Failed,
}

/// <summary>What happens to one step of removing executions.</summary>
public enum RemovalFate
{
    Taken,

    /// <summary>The power fails first.</summary>
    CrashBefore,

    /// <summary>Some of what the step is for is removed, and the power fails.</summary>
    CrashAmid,

    /// <summary>It is removed, and the power fails before the engine is told.</summary>
    CrashAfter,

    /// <summary>The store cannot write now, and says so.</summary>
    Refused,
}
