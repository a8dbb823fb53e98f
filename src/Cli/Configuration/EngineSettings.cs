using Sluice.Engine;
using Sluice.Engine.Edge;
using Sluice.Model;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>How the engine behaves.</summary>
internal static class EngineSettings
{
    private static readonly EngineOptions Usual = new();

    private static readonly Setting<int> MailboxCapacity = Setting.Number(
        Surplus.MailboxCapacity,
        1,
        10_000_000,
        Usual.MailboxCapacity,
        "Messages of one account that wait for one shard before its new work is refused; less while those of others wait too.");

    private static readonly Setting<int> MessagesPerTurn = Setting.Number(
        "engine.messagesPerTurn", 1, 100_000, Usual.MessagesPerTurn, "Messages that a shard takes in one turn.");

    private static readonly Setting<int> ComputeThreads = Setting.Number(
        "engine.computeThreads",
        0,
        1_024,
        0,
        "Threads for executions that compute for long; 0 for as many as there are processors.");

    private static readonly Setting<int> SliceUnits = Setting.Number(
        "engine.sliceUnits",
        1_000,
        1_000_000_000,
        Usual.SliceWork,
        "Work after which an execution lets others go on, in units of some nanoseconds at the most.");

    private static readonly Setting<int> QuantumUnits = Setting.Number(
        "engine.quantumUnits",
        1_000,
        1_000_000_000,
        Usual.QuantumWork,
        "Work that one account has done in a row on the threads for long work while other accounts wait, in the same units.");

    private static readonly Setting<int> UncommittedMilliseconds = Setting.Number(
        Surplus.UncommittedMilliseconds,
        1,
        10_000,
        (int)Usual.UncommittedTime.TotalMilliseconds,
        "What waits to be stored may take so long to be written, all accounts together, and never has less than a megabyte; "
        + "an account that has more than its share of it waits, and its new work is refused while others wait too.");

    private static readonly Setting<int> ResidentExecutions = Setting.Number(
        "engine.residentExecutions",
        1,
        10_000_000,
        Usual.ResidentExecutions,
        "Executions that one shard keeps in memory; what only waits leaves beyond that.");

    private static readonly Setting<int> CommitLagMilliseconds = Setting.Number(
        Surplus.CommitLagMilliseconds,
        1,
        600_000,
        (int)Usual.CommitLag.TotalMilliseconds,
        "Starts are refused while the oldest batch has waited this long for its commit.");

    private static readonly Setting<int> ConcurrentCalls = Setting.Number(
        "engine.concurrentCalls",
        1,
        1_000_000,
        Usual.ConcurrentCalls,
        "Calls to services that one account alone may have out at once; more wait their turn. Several accounts share a quarter more.");

    private static readonly Setting<int> CallSeconds = Setting.Number(
        LimitNames.CallSeconds,
        0,
        604_800,
        0,
        "Time for a call that is made for a task without a timeout of its own; 0 for any time. Reports may take longer.");

    private static readonly Setting<int> TimerHorizonSeconds = Setting.Number(
        "engine.timerHorizonSeconds",
        2,
        86_400,
        (int)Usual.TimerHorizon.TotalSeconds,
        "What is due within this time is kept in memory; what is due later only in the store.");

    private static readonly Setting<int> TimerSweepSeconds = Setting.Number(
        "engine.timerSweepSeconds",
        1,
        86_399,
        (int)Usual.TimerSweep.TotalSeconds,
        "How often the store is asked for what comes due; less than the horizon.");

    private static readonly Setting<int> ScheduleGraceSeconds = Setting.Number(
        "engine.scheduleGraceSeconds",
        0,
        86_400,
        (int)Usual.ScheduleGrace.TotalSeconds,
        "What a schedule has missed by more than this is dropped.");

    private static readonly Setting<int> ExpressRecords = Setting.Number(
        "engine.expressRecords",
        1,
        100_000_000,
        Usual.ExpressRecords,
        "Records of ended Express executions to keep for each flow, about: the newest ones.");

    private static readonly Setting<int> ExpressRecordBytes = Setting.Number(
        "engine.expressRecordBytes",
        0,
        2_000_000_000,
        Usual.ExpressRecordBytes,
        "Bytes of history, of Express executions in progress or not yet written; beyond it they leave no record.");

    private static readonly Setting<int> ExpressGraceSeconds = Setting.Number(
        "engine.expressGraceSeconds",
        0,

        // Calls in progress have ten seconds when the server stops; the answers must go out within them.
        9,
        (int)Usual.ExpressGrace.TotalSeconds,
        "Time that Express executions have to come to their own end when the server stops.");

    private static readonly Setting<int> BatchItemsPerSecond = Setting.Number(
        "engine.batchItemsPerSecond",
        4,
        10_000,
        Usual.BatchItemsPerSecond,
        "Executions that all batches together act on in a second, at the most.");

    private static readonly Setting<int> RetentionDays = Setting.Number(
        "engine.retentionDays",
        0,
        36_500,
        0,
        "Days for which executions are kept once they have ended; 0 for ever. Then their names are free again.");

    private static readonly Setting<int> RetentionCount = Setting.Number(
        "engine.retentionCount",
        0,
        100_000_000,
        0,
        "How many executions of each flow are kept once they have ended, those that ended last; 0 for any number. A tenth more may "
        + "stay for a while where there are many.");

    private static readonly Setting<IReadOnlyList<FlowRetention>> RetentionByFlow = Setting.List<FlowRetention>(
        "engine.retentionByFlow",
        "a list of FLOW=DAYS/COUNT such as orders=30/1000, with 0 for no bound",
        "",
        "What is kept of a flow in place of engine.retentionDays and engine.retentionCount: orders=365/0 keeps those of orders for a "
        + "year, however many. A flow of another account than the first is written as ACCOUNT:FLOW.",
        FlowRetentions.TryParse);

    private static readonly Setting<int> CleaningSeconds = Setting.Number(
        "engine.cleaningSeconds",
        1,
        86_400,
        (int)Usual.CleaningInterval.TotalSeconds,
        "How often executions of deleted flows, and those kept long enough, are removed.");

    public static IReadOnlyList<Setting> All { get; } =
    [
        MailboxCapacity, MessagesPerTurn, ComputeThreads, SliceUnits, QuantumUnits, UncommittedMilliseconds, ResidentExecutions,
        CommitLagMilliseconds, ConcurrentCalls, CallSeconds, TimerHorizonSeconds, TimerSweepSeconds, ScheduleGraceSeconds,
        ExpressRecords, ExpressRecordBytes, ExpressGraceSeconds, BatchItemsPerSecond, RetentionDays, RetentionCount,
        RetentionByFlow, CleaningSeconds,
    ];

    /// <exception cref="StartException">A value that cannot be, or a sweep that comes too late.</exception>
    public static EngineOptions Read(SettingValues values)
    {
        CheckSweep(values.Get(TimerSweepSeconds), values.Get(TimerHorizonSeconds));
        return new EngineOptions
        {
            Limits = LimitSettings.Read(values),
            Steps = RateSettings.ReadSteps(values),
            Masked = HistorySettings.Read(values),
            MailboxCapacity = values.Get(MailboxCapacity),
            MessagesPerTurn = values.Get(MessagesPerTurn),
            ComputeThreads = values.Get(ComputeThreads) is > 0 and var threads ? threads : Usual.ComputeThreads,
            SliceWork = values.Get(SliceUnits),
            QuantumWork = values.Get(QuantumUnits),
            UncommittedTime = TimeSpan.FromMilliseconds(values.Get(UncommittedMilliseconds)),
            ResidentExecutions = values.Get(ResidentExecutions),
            CommitLag = TimeSpan.FromMilliseconds(values.Get(CommitLagMilliseconds)),
            ConcurrentCalls = values.Get(ConcurrentCalls),
            CallTime = values.Get(CallSeconds) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            TimerHorizon = TimeSpan.FromSeconds(values.Get(TimerHorizonSeconds)),
            TimerSweep = TimeSpan.FromSeconds(values.Get(TimerSweepSeconds)),
            ScheduleGrace = TimeSpan.FromSeconds(values.Get(ScheduleGraceSeconds)),
            ExpressRecords = values.Get(ExpressRecords),
            ExpressRecordBytes = values.Get(ExpressRecordBytes),
            ExpressGrace = TimeSpan.FromSeconds(values.Get(ExpressGraceSeconds)),
            BatchItemsPerSecond = values.Get(BatchItemsPerSecond),
            Retention = values.Get(RetentionDays) is > 0 and var days ? TimeSpan.FromDays(days) : null,
            RetentionCount = values.Get(RetentionCount) is > 0 and var most ? most : null,
            RetentionByFlow = values.Get(RetentionByFlow),
            MeteredFlows = TelemetrySettings.ReadFlows(values),
            CleaningInterval = TimeSpan.FromSeconds(values.Get(CleaningSeconds)),
        };
    }

    private static void CheckSweep(int sweep, int horizon)
    {
        if (sweep >= horizon)
        {
            throw new StartException(
                $"{TimerSweepSeconds.Name} must be less than {TimerHorizonSeconds.Name}: {sweep} is not less than {horizon}.",
                StartException.Usage);
        }
    }
}
