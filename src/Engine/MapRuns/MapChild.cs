using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>A child execution to be started.</summary>
/// <param name="Index">0, 1, 2 … in the order of its items.</param>
/// <param name="Items">How many items it stands for.</param>
/// <param name="Input">Why there is none, where an ItemConstructor failed: then so has the child.</param>
/// <param name="At">From where it can be read again.</param>
internal sealed record MapChild(int Index, int Items, Outcome<JsonPayload> Input, FeedPosition At)
{
    /// <summary>Of its input.</summary>
    public long Bytes => Input.TryGet(out var input, out _) ? input.ByteCount : 0;
}

/// <summary>Children that were read together.</summary>
/// <param name="Next">What follows them.</param>
/// <param name="IsEnd">Nothing follows them.</param>
/// <param name="Problem">Why no more can be read; the run fails with it.</param>
internal sealed record FedChildren(
    IReadOnlyList<MapChild> Children, FeedPosition Next, bool IsEnd, StepFailure? Problem = null)
{
    /// <summary>Of all inputs.</summary>
    public long Bytes { get; } = Children.Sum(child => child.Bytes);
}

/// <summary>A child that was started and has not ended.</summary>
/// <param name="Express">Number of the execution, where it is in memory only.</param>
internal sealed record RunningChild(int Items, FeedPosition At, ExecutionId? Express)
{
    /// <summary>It was in memory only, and a restart has lost it: it is to be started once more.</summary>
    public bool IsLost { get; init; }
}

/// <summary>The names of children: what no caller can choose, so that none is taken.</summary>
internal static class ChildName
{
    public static string Of(string run, int index) => $"{run}:{index}";

    /// <summary>Express executions that are started once more after a crash get a name of their own.</summary>
    public static string Of(string run, int index, Guid unique) => $"{run}:{index}:{unique}";

    /// <param name="name">Made here, either way.</param>
    public static int IndexIn(string name) => int.Parse(name.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
}
