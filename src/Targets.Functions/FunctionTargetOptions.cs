using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Model;
using Sluice.Outbound;
using Sluice.Queues;

namespace Sluice.Targets.Functions;

/// <summary>What stands for functions, and how it is reached. Read once, when the target is made.</summary>
public sealed record FunctionTargetOptions
{
    /// <summary>In the order in which they are asked: the first that matches a function's name counts. Default: none.</summary>
    public IReadOnlyList<FunctionMapping> Functions { get; init; } = [];

    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>Levels of arrays and objects in an answer that is read as JSON; deeper ones are text. 128.</summary>
    public int JsonDepth { get; init; } = Limits.Default.JsonDepth;

    /// <summary>Keeps asynchronous calls that no task waits for; stays the caller's. Without it they are refused.</summary>
    public QueueStore? Queues { get; init; }

    /// <summary>Of these calls, so many are made at once. 1 or more. 1 000.</summary>
    public int MaxBackgroundCalls { get; init; } = 1_000;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Takes what programs write that are started here, and how they end. Default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
