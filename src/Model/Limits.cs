namespace Sluice.Model;

/// <summary>The documented quotas, each a setting. Defaults are the documented values.</summary>
/// <remarks>Source: definition language, section 11; runtime, section 4; classic language, section 2.6. Bytes are UTF-8 bytes of compact JSON.</remarks>
public sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>Input or output of one state, and the data of one event. 64 KiB.</summary>
    public int StateDataBytes { get; init; } = 64 * 1024;

    /// <summary>One whole request. 1 024 KiB.</summary>
    public int RequestBytes { get; init; } = 1024 * 1024;

    /// <summary>Events of one execution, the last one included. 5 000.</summary>
    public int Events { get; init; } = 5_000;

    /// <summary>The key of one global variable. 128.</summary>
    public int GlobalKeyBytes { get; init; } = 128;

    /// <summary>The value of one global variable. 256 KiB.</summary>
    public int GlobalValueBytes { get; init; } = 256 * 1024;

    /// <summary>All global variables of one execution together. 1 MiB; our own, so that state stays bounded.</summary>
    public int GlobalBytes { get; init; } = 1024 * 1024;

    /// <summary>Levels of arrays and objects in a value. 128; our own, so that no value can exhaust the stack.</summary>
    public int JsonDepth { get; init; } = 128;

    /// <summary>How deep Parallel and Map states may lie in each other. 20.</summary>
    public int ScopeDepth { get; init; } = 20;

    /// <summary>Branches of one Parallel. 50.</summary>
    public int ParallelBranches { get; init; } = 50;

    /// <summary>Iterations of one inline Map at once. 40.</summary>
    public int InlineIterations { get; init; } = 40;

    /// <summary>Items of one distributed Map. 10 000, and 1 000 000 at the most.</summary>
    public int MapRunItems { get; init; } = 10_000;

    /// <summary>Child executions of one distributed Map at once. 100.</summary>
    public int MapRunConcurrency { get; init; } = 100;

    /// <summary>Distributed Maps that one execution may have open at once. 10.</summary>
    public int OpenMapRuns { get; init; } = 10;

    /// <summary>How many executions may start one another in a chain, the first one not counted. 20.</summary>
    public int SubFlowDepth { get; init; } = 20;

    /// <summary>Longest Standard execution. 365 days.</summary>
    public TimeSpan StandardExecution { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Longest Express execution. 5 minutes.</summary>
    public TimeSpan ExpressExecution { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest Wait of a Standard flow. 300.</summary>
    public int StandardWaitSeconds { get; init; } = 300;

    /// <summary>Longest Wait of an Express flow. 20.</summary>
    public int ExpressWaitSeconds { get; init; } = 20;

    /// <summary>Classic language: input, local and output of one step together. 32 KiB.</summary>
    public int ClassicStepBytes { get; init; } = 32 * 1024;

    /// <summary>Classic language: longest wait step. 172 800, two days.</summary>
    public int ClassicWaitSeconds { get; init; } = 172_800;

    /// <summary>Classic language: branches of one parallel step. 100.</summary>
    public int ClassicBranches { get; init; } = 100;

    /// <summary>Classic language: iterations of one foreach step at once. 100.</summary>
    public int ClassicIterations { get; init; } = 100;

    /// <summary>Flows of one account. 10 000.</summary>
    public int Flows { get; init; } = 10_000;

    /// <summary>Schedules of one flow. 100; our own, none is documented.</summary>
    public int Schedules { get; init; } = 100;

    /// <summary>Schedules of one account. 10 000; our own.</summary>
    public int AccountSchedules { get; init; } = 10_000;

    /// <summary>Published versions of one account's flows. 100 000; our own.</summary>
    public int AccountVersions { get; init; } = 100_000;

    /// <summary>Aliases of one account's flows. 10 000; our own.</summary>
    public int AccountAliases { get; init; } = 10_000;

    /// <summary>What one account's executions may have stored, in MiB, before it begins no more. 0 for any amount; our own.</summary>
    public int AccountMegabytes { get; init; }

    /// <summary>What one execution may have stored with the children of its distributed Maps, in MiB. 0 for any amount; our own.</summary>
    public int ExecutionMegabytes { get; init; }

    /// <summary>Executions of one account in progress at once. 10 000.</summary>
    public int RunningExecutions { get; init; } = 10_000;

    /// <summary>Express executions of one account in progress at once. 10 000.</summary>
    public int RunningExpressExecutions { get; init; } = 10_000;

    /// <summary>Longest execution of a flow with this mode.</summary>
    public TimeSpan LongestExecution(ExecutionMode mode) =>
        mode == ExecutionMode.Express ? ExpressExecution : StandardExecution;

    /// <summary>Longest Wait state of a flow with this mode, in seconds.</summary>
    public int LongestWaitSeconds(ExecutionMode mode) =>
        mode == ExecutionMode.Express ? ExpressWaitSeconds : StandardWaitSeconds;
}
