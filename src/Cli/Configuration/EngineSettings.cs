using Sluice.Cli.Wording;
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
        Surplus.MailboxCapacity, 1, 10_000_000, Usual.MailboxCapacity);

    private static readonly Setting<int> MessagesPerTurn = Setting.Number(
        "engine.messagesPerTurn", 1, 100_000, Usual.MessagesPerTurn);

    private static readonly Setting<int> ComputeThreads = Setting.Number("engine.computeThreads", 0, 1_024, 0);

    private static readonly Setting<int> SliceUnits = Setting.Number(
        "engine.sliceUnits", 1_000, 1_000_000_000, Usual.SliceWork);

    private static readonly Setting<int> QuantumUnits = Setting.Number(
        "engine.quantumUnits", 1_000, 1_000_000_000, Usual.QuantumWork);

    private static readonly Setting<int> UncommittedMilliseconds = Setting.Number(
        Surplus.UncommittedMilliseconds, 1, 10_000, (int)Usual.UncommittedTime.TotalMilliseconds);

    private static readonly Setting<int> ResidentExecutions = Setting.Number(
        "engine.residentExecutions", 1, 10_000_000, Usual.ResidentExecutions);

    private static readonly Setting<int> CommitLagMilliseconds = Setting.Number(
        Surplus.CommitLagMilliseconds, 1, 600_000, (int)Usual.CommitLag.TotalMilliseconds);

    private static readonly Setting<int> ConcurrentCalls = Setting.Number(
        "engine.concurrentCalls", 1, 1_000_000, Usual.ConcurrentCalls);

    private static readonly Setting<int> CallSeconds = Setting.Number(LimitNames.CallSeconds, 0, 604_800, 0);

    private static readonly Setting<int> TimerHorizonSeconds = Setting.Number(
        "engine.timerHorizonSeconds", 2, 86_400, (int)Usual.TimerHorizon.TotalSeconds);

    private static readonly Setting<int> TimerSweepSeconds = Setting.Number(
        "engine.timerSweepSeconds", 1, 86_399, (int)Usual.TimerSweep.TotalSeconds);

    private static readonly Setting<int> ScheduleGraceSeconds = Setting.Number(
        "engine.scheduleGraceSeconds", 0, 86_400, (int)Usual.ScheduleGrace.TotalSeconds);

    private static readonly Setting<int> ExpressRecords = Setting.Number(
        "engine.expressRecords", 1, 100_000_000, Usual.ExpressRecords);

    private static readonly Setting<int> ExpressRecordBytes = Setting.Number(
        "engine.expressRecordBytes", 0, 2_000_000_000, Usual.ExpressRecordBytes);

    private static readonly Setting<int> ExpressGraceSeconds = Setting.Number(
        "engine.expressGraceSeconds",
        0,

        // Calls in progress have ten seconds when the server stops; the answers must go out within them.
        9,
        (int)Usual.ExpressGrace.TotalSeconds);

    private static readonly Setting<int> BatchItemsPerSecond = Setting.Number(
        "engine.batchItemsPerSecond", 4, 10_000, Usual.BatchItemsPerSecond);

    private static readonly Setting<int> RetentionDays = Setting.Number("engine.retentionDays", 0, 36_500, 0);

    private static readonly Setting<int> RetentionCount = Setting.Number("engine.retentionCount", 0, 100_000_000, 0);

    private static readonly Setting<IReadOnlyList<FlowRetention>> RetentionByFlow = Setting.List<FlowRetention>(
        "engine.retentionByFlow", static () => SettingTexts.FormOfRetentions, "", FlowRetentions.TryParse);

    private static readonly Setting<int> CleaningSeconds = Setting.Number(
        "engine.cleaningSeconds", 1, 86_400, (int)Usual.CleaningInterval.TotalSeconds);

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
                SettingTexts.FormatSweepTooLate(TimerSweepSeconds.Name, TimerHorizonSeconds.Name, sweep, horizon),
                StartException.Usage);
        }
    }
}
