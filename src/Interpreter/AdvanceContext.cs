using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter;

/// <summary>What the outside lends to one call of Advance: the time, randomness, limits, and the making of tokens.</summary>
public sealed record AdvanceContext
{
    /// <summary>What the execution was started with.</summary>
    public required ExecutionFacts Execution { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>For what nobody may guess: the random parts of task tokens, names of map runs.</summary>
    public required SeededEntropy Entropy { get; init; }

    /// <summary>For what the flow draws: the same for the execution's whole life.</summary>
    public required DrawSeed Draws { get; init; }

    public required Limits Limits { get; init; }

    /// <summary>Makes the token of a task's attempt from frame, attempt and random part. Pure: same in, same out.</summary>
    public required Func<int, int, ulong, string> MintToken { get; init; }

    /// <summary>The headers of HTTP requests that history does not show.</summary>
    public HeaderMask Masked { get; init; } = HeaderMask.Usual;

    /// <summary>Is told what is entered and which ways are taken; null where nobody looks on.</summary>
    public IOnlooker? Onlooker { get; init; }

    /// <summary>
    /// How long a call may be out that is made for a task without a timeout; null for any time. A report may take longer.
    /// </summary>
    public TimeSpan? CallTime { get; init; }

    /// <summary>After this many events the advance stops at the next step, so that other executions get theirs.</summary>
    public int MaxEvents { get; init; } = 2_000;

    /// <summary>After so much work, in the units of <see cref="StepWork"/>, the advance stops at the next step.</summary>
    public long MaxWork { get; init; } = long.MaxValue;

    /// <summary>After this many steps the advance stops at the next one, because the account has no more for now.</summary>
    public int MaxSteps { get; init; } = int.MaxValue;
}
