using Sluice.Model;

namespace Sluice.Cli.Configuration;

/// <summary>The documented quotas.</summary>
internal static class LimitSettings
{
    private const int Kibi = 1024;
    private const int Mebi = 1024 * 1024;

    private static readonly Setting<int> StateDataBytes = Setting.Number(
        LimitNames.StateDataBytes,
        Kibi,
        64 * Mebi,
        Limits.Default.StateDataBytes,
        "Input or output of one state, and the data of one event.");

    private static readonly Setting<int> RequestBytes = Setting.Number(
        LimitNames.RequestBytes, 16 * Kibi, 256 * Mebi, Limits.Default.RequestBytes, "One whole request.");

    private static readonly Setting<int> Events = Setting.Number(
        LimitNames.Events, 10, 10_000_000, Limits.Default.Events, "Events of one execution, the last one included.");

    private static readonly Setting<int> GlobalKeyBytes = Setting.Number(
        LimitNames.GlobalKeyBytes, 1, 64 * Kibi, Limits.Default.GlobalKeyBytes, "The key of one global variable.");

    private static readonly Setting<int> GlobalValueBytes = Setting.Number(
        LimitNames.GlobalValueBytes,
        Kibi,
        64 * Mebi,
        Limits.Default.GlobalValueBytes,
        "The value of one global variable.");

    private static readonly Setting<int> GlobalBytes = Setting.Number(
        LimitNames.GlobalBytes,
        Kibi,
        64 * Mebi,
        Limits.Default.GlobalBytes,
        "All global variables of one execution together.");

    private static readonly Setting<int> JsonDepth = Setting.Number(
        LimitNames.JsonDepth, 16, 200, Limits.Default.JsonDepth, "Levels of arrays and objects in a value.");

    private static readonly Setting<int> StandardExecutionSeconds = Setting.Number(
        LimitNames.StandardExecutionSeconds,
        1,
        10 * 365 * 86_400,
        (int)Limits.Default.StandardExecution.TotalSeconds,
        "Longest Standard execution; a year.");

    private static readonly Setting<int> ExpressExecutionSeconds = Setting.Number(
        LimitNames.ExpressExecutionSeconds,
        1,
        86_400,
        (int)Limits.Default.ExpressExecution.TotalSeconds,
        "Longest Express execution.");

    private static readonly Setting<int> StandardWaitSeconds = Setting.Number(
        LimitNames.StandardWaitSeconds,
        1,
        365 * 86_400,
        Limits.Default.StandardWaitSeconds,
        "Longest Wait of a Standard flow.");

    private static readonly Setting<int> ExpressWaitSeconds = Setting.Number(
        LimitNames.ExpressWaitSeconds,
        1,
        86_400,
        Limits.Default.ExpressWaitSeconds,
        "Longest Wait of an Express flow.");

    private static readonly Setting<int> ScopeDepth = Setting.Number(
        LimitNames.ScopeDepth, 1, 25, Limits.Default.ScopeDepth, "How deep containers may lie in each other.");

    private static readonly Setting<int> ParallelBranches = Setting.Number(
        LimitNames.ParallelBranches, 1, 10_000, Limits.Default.ParallelBranches, "Branches of one Parallel.");

    private static readonly Setting<int> InlineIterations = Setting.Number(
        LimitNames.InlineIterations,
        1,
        10_000,
        Limits.Default.InlineIterations,
        "Iterations of one inline Map at once.");

    private static readonly Setting<int> MapRunItems = Setting.Number(
        LimitNames.MapRunItems, 1, 1_000_000, Limits.Default.MapRunItems, "Items of one distributed Map.");

    private static readonly Setting<int> MapRunConcurrency = Setting.Number(
        LimitNames.MapRunConcurrency,
        1,
        10_000,
        Limits.Default.MapRunConcurrency,
        "Child executions of one distributed Map at once.");

    private static readonly Setting<int> OpenMapRuns = Setting.Number(
        LimitNames.OpenMapRuns,
        1,
        1_000,
        Limits.Default.OpenMapRuns,
        "Distributed Maps that one execution may have open at once.");

    private static readonly Setting<int> SubFlowDepth = Setting.Number(
        LimitNames.SubFlowDepth,
        1,
        1_000,
        Limits.Default.SubFlowDepth,
        "How many executions may start one another in a chain, the first one not counted.");

    private static readonly Setting<int> ClassicStepBytes = Setting.Number(
        LimitNames.ClassicStepBytes,
        Kibi,
        64 * Mebi,
        Limits.Default.ClassicStepBytes,
        "Classic language: input, local and output of one step together.");

    private static readonly Setting<int> ClassicWaitSeconds = Setting.Number(
        LimitNames.ClassicWaitSeconds,
        1,
        365 * 86_400,
        Limits.Default.ClassicWaitSeconds,
        "Classic language: longest wait step.");

    private static readonly Setting<int> ClassicBranches = Setting.Number(
        LimitNames.ClassicBranches,
        1,
        10_000,
        Limits.Default.ClassicBranches,
        "Classic language: branches of one parallel step.");

    private static readonly Setting<int> ClassicIterations = Setting.Number(
        LimitNames.ClassicIterations,
        1,
        10_000,
        Limits.Default.ClassicIterations,
        "Classic language: iterations of one foreach step at once.");

    private static readonly Setting<int> Flows = Setting.Number(
        LimitNames.Flows, 1, 10_000_000, Limits.Default.Flows, "Flows of one account.");

    private static readonly Setting<int> Schedules = Setting.Number(
        LimitNames.Schedules, 1, 100_000, Limits.Default.Schedules, "Schedules of one flow.");

    private static readonly Setting<int> AccountSchedules = Setting.Number(
        LimitNames.AccountSchedules, 1, 10_000_000, Limits.Default.AccountSchedules, "Schedules of one account.");

    private static readonly Setting<int> AccountVersions = Setting.Number(
        LimitNames.AccountVersions, 1, 10_000_000, Limits.Default.AccountVersions, "Published versions of one account's flows.");

    private static readonly Setting<int> AccountAliases = Setting.Number(
        LimitNames.AccountAliases, 1, 10_000_000, Limits.Default.AccountAliases, "Aliases of one account's flows.");

    private static readonly Setting<int> AccountMegabytes = Setting.Number(
        LimitNames.AccountMegabytes,
        0,
        1_000_000_000,
        Limits.Default.AccountMegabytes,
        "MiB that one account's executions may have stored before it begins no more; 0 for any amount.");

    private static readonly Setting<int> ExecutionMegabytes = Setting.Number(
        LimitNames.ExecutionMegabytes,
        0,
        1_000_000,
        Limits.Default.ExecutionMegabytes,
        "MiB that one execution may have stored, the children of its distributed Maps included, before it fails; 0 for any amount.");

    private static readonly Setting<int> RunningExecutions = Setting.Number(
        LimitNames.RunningExecutions,
        1,
        100_000_000,
        Limits.Default.RunningExecutions,
        "Executions of one account in progress at once.");

    private static readonly Setting<int> RunningExpressExecutions = Setting.Number(
        LimitNames.RunningExpressExecutions,
        1,
        10_000_000,
        Limits.Default.RunningExpressExecutions,
        "Express executions of one account in progress at once.");

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
