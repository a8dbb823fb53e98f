using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Model;
using Sluice.Outbound;
using Sluice.Queues;

namespace Sluice.Targets.Functions;

/// <summary>What stands for functions, and how it is reached. Read once, when the target is made.</summary>
public sealed class FunctionTargetOptions
{
    /// <summary>In the order in which they are asked: the first that matches a function's name counts. Default: none.</summary>
    public IReadOnlyList<FunctionMapping> Functions { get; set; } = [];

    public ConnectionOptions Connections { get; set; } = new();

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; set; } = Limits.Default.JsonDepth;

    /// <summary>Keeps asynchronous calls that no task waits for; stays the caller's. Without it they are refused.</summary>
    public QueueStore? Queues { get; set; }

    /// <summary>Of these calls, so many are made at once. 1 or more. 1 000.</summary>
    public int MaxBackgroundCalls { get; set; } = 1_000;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Takes what programs write that are started here, and how they end. Default: nobody.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
