using Sluice.Targets.Http;

namespace Sluice.Targets.Functions;

/// <summary>Which programs stand for functions, and how they are reached. Read once, when the target is made.</summary>
public sealed class FunctionTargetOptions
{
    /// <summary>In the order in which they are asked: the first that matches a function's name counts. Default: none.</summary>
    public IReadOnlyList<FunctionMapping> Functions { get; set; } = [];

    /// <summary>Connections and the addresses that may be reached, as for HTTP tasks.</summary>
    public HttpTargetOptions Http { get; set; } = new();

    /// <summary>Asynchronous calls under way that no task waits for; more are refused. 1 000.</summary>
    public int MaxBackgroundCalls { get; set; } = 1_000;
}
