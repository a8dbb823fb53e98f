using Sluice.Model;

namespace Sluice.Cli.Configuration;

/// <summary>The documented quotas.</summary>
internal static class LimitSettings
{
    private const int Kibi = 1024;
    private const int Mebi = 1024 * 1024;

    private static readonly Setting<int> StateDataBytes = Setting.Number(
        LimitNames.StateDataBytes, Kibi, 64 * Mebi, Limits.Default.StateDataBytes);

    private static readonly Setting<int> RequestBytes = Setting.Number(
        LimitNames.RequestBytes, 16 * Kibi, 256 * Mebi, Limits.Default.RequestBytes);

    private static readonly Setting<int> Events = Setting.Number(
        LimitNames.Events, 10, 10_000_000, Limits.Default.Events);

    private static readonly Setting<int> GlobalKeyBytes = Setting.Number(
        LimitNames.GlobalKeyBytes, 1, 64 * Kibi, Limits.Default.GlobalKeyBytes);

    private static readonly Setting<int> GlobalValueBytes = Setting.Number(
        LimitNames.GlobalValueBytes, Kibi, 64 * Mebi, Limits.Default.GlobalValueBytes);

    private static readonly Setting<int> GlobalBytes = Setting.Number(
        LimitNames.GlobalBytes, Kibi, 64 * Mebi, Limits.Default.GlobalBytes);

    private static readonly Setting<int> JsonDepth = Setting.Number(
        LimitNames.JsonDepth, 16, 200, Limits.Default.JsonDepth);

    private static readonly Setting<int> StandardExecutionSeconds = Setting.Number(
        LimitNames.StandardExecutionSeconds,
        1,
        10 * 365 * 86_400,
        (int)Limits.Default.StandardExecution.TotalSeconds);

    private static readonly Setting<int> ExpressExecutionSeconds = Setting.Number(
        LimitNames.ExpressExecutionSeconds, 1, 86_400, (int)Limits.Default.ExpressExecution.TotalSeconds);

    private static readonly Setting<int> StandardWaitSeconds = Setting.Number(
        LimitNames.StandardWaitSeconds, 1, 365 * 86_400, Limits.Default.StandardWaitSeconds);

    private static readonly Setting<int> ExpressWaitSeconds = Setting.Number(
        LimitNames.ExpressWaitSeconds, 1, 86_400, Limits.Default.ExpressWaitSeconds);

    private static readonly Setting<int> ScopeDepth = Setting.Number(
        LimitNames.ScopeDepth, 1, 25, Limits.Default.ScopeDepth);

    private static readonly Setting<int> ParallelBranches = Setting.Number(
        LimitNames.ParallelBranches, 1, 10_000, Limits.Default.ParallelBranches);

    private static readonly Setting<int> InlineIterations = Setting.Number(
        LimitNames.InlineIterations, 1, 10_000, Limits.Default.InlineIterations);

    private static readonly Setting<int> MapRunItems = Setting.Number(
        LimitNames.MapRunItems, 1, 1_000_000, Limits.Default.MapRunItems);

    private static readonly Setting<int> MapRunConcurrency = Setting.Number(
        LimitNames.MapRunConcurrency, 1, 10_000, Limits.Default.MapRunConcurrency);

    private static readonly Setting<int> OpenMapRuns = Setting.Number(
        LimitNames.OpenMapRuns, 1, 1_000, Limits.Default.OpenMapRuns);

    private static readonly Setting<int> SubFlowDepth = Setting.Number(
        LimitNames.SubFlowDepth, 1, 1_000, Limits.Default.SubFlowDepth);

    private static readonly Setting<int> ClassicStepBytes = Setting.Number(
        LimitNames.ClassicStepBytes, Kibi, 64 * Mebi, Limits.Default.ClassicStepBytes);

    private static readonly Setting<int> ClassicWaitSeconds = Setting.Number(
        LimitNames.ClassicWaitSeconds, 1, 365 * 86_400, Limits.Default.ClassicWaitSeconds);

    private static readonly Setting<int> ClassicBranches = Setting.Number(
        LimitNames.ClassicBranches, 1, 10_000, Limits.Default.ClassicBranches);

    private static readonly Setting<int> ClassicIterations = Setting.Number(
        LimitNames.ClassicIterations, 1, 10_000, Limits.Default.ClassicIterations);

    private static readonly Setting<int> Flows = Setting.Number(
        LimitNames.Flows, 1, 10_000_000, Limits.Default.Flows);

    private static readonly Setting<int> Schedules = Setting.Number(
        LimitNames.Schedules, 1, 100_000, Limits.Default.Schedules);

    private static readonly Setting<int> AccountSchedules = Setting.Number(
        LimitNames.AccountSchedules, 1, 10_000_000, Limits.Default.AccountSchedules);

    private static readonly Setting<int> AccountVersions = Setting.Number(
        LimitNames.AccountVersions, 1, 10_000_000, Limits.Default.AccountVersions);

    private static readonly Setting<int> AccountAliases = Setting.Number(
        LimitNames.AccountAliases, 1, 10_000_000, Limits.Default.AccountAliases);

    private static readonly Setting<int> AccountMegabytes = Setting.Number(
        LimitNames.AccountMegabytes, 0, 1_000_000_000, Limits.Default.AccountMegabytes);

    private static readonly Setting<int> ExecutionMegabytes = Setting.Number(
        LimitNames.ExecutionMegabytes, 0, 1_000_000, Limits.Default.ExecutionMegabytes);

    private static readonly Setting<int> RunningExecutions = Setting.Number(
        LimitNames.RunningExecutions, 1, 100_000_000, Limits.Default.RunningExecutions);

    private static readonly Setting<int> RunningExpressExecutions = Setting.Number(
        LimitNames.RunningExpressExecutions, 1, 10_000_000, Limits.Default.RunningExpressExecutions);

    public static IReadOnlyList<Setting> All { get; } =
    [
        StateDataBytes, RequestBytes, Events, GlobalKeyBytes, GlobalValueBytes, GlobalBytes, JsonDepth,
        StandardExecutionSeconds, ExpressExecutionSeconds, StandardWaitSeconds, ExpressWaitSeconds,
        ScopeDepth, ParallelBranches, InlineIterations, MapRunItems, MapRunConcurrency, OpenMapRuns, SubFlowDepth,
        ClassicStepBytes, ClassicWaitSeconds, ClassicBranches, ClassicIterations, Flows, Schedules,
        AccountSchedules, AccountVersions, AccountAliases, AccountMegabytes, ExecutionMegabytes,
        RunningExecutions, RunningExpressExecutions,
    ];

    public static Limits Read(SettingValues values) => new()
    {
        StateDataBytes = values.Get(StateDataBytes),
        RequestBytes = values.Get(RequestBytes),
        Events = values.Get(Events),
        GlobalKeyBytes = values.Get(GlobalKeyBytes),
        GlobalValueBytes = values.Get(GlobalValueBytes),
        GlobalBytes = values.Get(GlobalBytes),
        JsonDepth = values.Get(JsonDepth),
        StandardExecution = TimeSpan.FromSeconds(values.Get(StandardExecutionSeconds)),
        ExpressExecution = TimeSpan.FromSeconds(values.Get(ExpressExecutionSeconds)),
        StandardWaitSeconds = values.Get(StandardWaitSeconds),
        ExpressWaitSeconds = values.Get(ExpressWaitSeconds),
        ScopeDepth = values.Get(ScopeDepth),
        ParallelBranches = values.Get(ParallelBranches),
        InlineIterations = values.Get(InlineIterations),
        MapRunItems = values.Get(MapRunItems),
        MapRunConcurrency = values.Get(MapRunConcurrency),
        OpenMapRuns = values.Get(OpenMapRuns),
        SubFlowDepth = values.Get(SubFlowDepth),
        ClassicStepBytes = values.Get(ClassicStepBytes),
        ClassicWaitSeconds = values.Get(ClassicWaitSeconds),
        ClassicBranches = values.Get(ClassicBranches),
        ClassicIterations = values.Get(ClassicIterations),
        Flows = values.Get(Flows),
        Schedules = values.Get(Schedules),
        AccountSchedules = values.Get(AccountSchedules),
        AccountVersions = values.Get(AccountVersions),
        AccountAliases = values.Get(AccountAliases),
        AccountMegabytes = values.Get(AccountMegabytes),
        ExecutionMegabytes = values.Get(ExecutionMegabytes),
        RunningExecutions = values.Get(RunningExecutions),
        RunningExpressExecutions = values.Get(RunningExpressExecutions),
    };
}
