using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Functions;

/// <summary>Which programs stand for functions, and how they are reached. Read once, when the target is made.</summary>
public sealed class FunctionTargetOptions
{
    /// <summary>In the order in which they are asked: the first that matches a function's name counts. Default: none.</summary>
    public IReadOnlyList<FunctionMapping> Functions { get; set; } = [];

    public ConnectionOptions Connections { get; set; } = new();

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; set; } = Limits.Default.JsonDepth;

    /// <summary>Asynchronous calls under way that no task waits for; more are refused. 1 000.</summary>
    public int MaxBackgroundCalls { get; set; } = 1_000;
}
