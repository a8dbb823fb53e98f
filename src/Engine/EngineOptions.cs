using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Model.Rates;

namespace Sluice.Engine;

/// <summary>How the engine behaves; all members have defaults that suit one machine.</summary>
public sealed record EngineOptions
{
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>How many steps the executions of one account may enter; null for any number.</summary>
    public Rate? Steps { get; init; }

    /// <summary>The headers of HTTP requests that histories do not show. Those that usually carry credentials.</summary>
    public HeaderMask Masked { get; init; } = HeaderMask.Usual;

    /// <summary>Bytes of one page of a list or a history; it ends before the item that would go beyond it, with at least one.
    /// 4 MiB.</summary>
    public long PageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Messages of one account alone that wait for one shard before its new work is refused. With others there are a quarter
    /// more for all, which they share. 10 000.
    /// </summary>
    public int MailboxCapacity { get; init; } = 10_000;

    /// <summary>Messages that a shard takes in one turn. 256.</summary>
    public int MessagesPerTurn { get; init; } = 256;

    /// <summary>Threads for executions that compute for long; at least 1. As many as there are processors.</summary>
    public int ComputeThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Work after which an execution lets others go on, in units of some nanoseconds at the most. What needs more is done
    /// by the threads for it. 262 144: some 0.3 ms.
    /// </summary>
    public int SliceWork { get; init; } = 256 * 1024;

    /// <summary>Work that one account has done in a row on those threads, while others wait. 1 048 576.</summary>
    public int QuantumWork { get; init; } = 1024 * 1024;

    /// <summary>
    /// What all accounts have handed over and is not stored yet may take so long to be written; an account that has more than
    /// its share of it waits. 20 ms, and never less than a megabyte.
    /// </summary>
    public TimeSpan UncommittedTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Executions that one shard keeps in memory; what only waits leaves beyond that. 4 096.</summary>
    public int ResidentExecutions { get; init; } = 4_096;

    /// <summary>Starts are refused while the oldest batch has waited this long for its commit. 1 s.</summary>
    public TimeSpan CommitLag { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Calls to services that one account alone may have out at once; more wait their turn. With others there are a quarter
    /// more for all, which they share. 2 000.
    /// </summary>
    public int ConcurrentCalls { get; init; } = 2_000;

    /// <summary>How long a call may be out that is made for a task without a timeout; null for any time. Null.</summary>
    public TimeSpan? CallTime { get; init; }

    /// <summary>What is due within this time is kept in memory; what is due later only in the store. 60 s.</summary>
    public TimeSpan TimerHorizon { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the store is asked for what comes due. 30 s; must be below <see cref="TimerHorizon"/>.</summary>
    public TimeSpan TimerSweep { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a schedule has missed by more than this is dropped. 60 s.</summary>
    public TimeSpan ScheduleGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause before a shard that the store has refused tries to come back. 500 ms.</summary>
    public TimeSpan RecoveryPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Records of ended Express executions to keep for each flow, about: the newest ones. 10 000.</summary>
    public int ExpressRecords { get; init; } = 10_000;

    /// <summary>
    /// Bytes of history, of Express executions in progress or not yet written; beyond it they leave no record. 64 MiB.
    /// </summary>
    public int ExpressRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Flows that metrics tell apart; what all others do is counted together. 100.</summary>
    public int MeteredFlows { get; init; } = 100;

    /// <summary>When the server is about to stop, Express executions have this long to come to their own end. 5 s.</summary>
    public TimeSpan ExpressGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Executions that all batches together act on in a second, at the most. 100.</summary>
    public int BatchItemsPerSecond { get; init; } = 100;

    /// <summary>How long executions are kept once they have ended; null for as long as their flow. Null.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>How many executions of each flow are kept once they have ended; null for any number. Null.</summary>
    public long? RetentionCount { get; init; }

    /// <summary>Flows with a rule of their own; of several for one flow the last counts. Default: none.</summary>
    public IReadOnlyList<FlowRetention> RetentionByFlow { get; init; } = [];

    /// <summary>How often executions of deleted flows, and those kept long enough, are removed. 5 s.</summary>
    public TimeSpan CleaningInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is kept of a flow.</summary>
    public RetentionRule RetentionOf(AccountId account, string flow) =>
        RetentionByFlow.LastOrDefault(own => own.Account == account && own.Flow == flow)?.Rule ?? new(Retention, RetentionCount);

    /// <summary>Some flow is kept for longer than others, so that what is old cannot be removed whatever its flow.</summary>
    public bool KeepsSomeLonger =>
        Retention is { } age && RetentionByFlow.Any(own => own.Rule.Age is null || own.Rule.Age > age);
}
