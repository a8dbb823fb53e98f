using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Outbound;

namespace Sluice.Targets.Messages;

/// <summary>Where messages go, and how. Read once, when the target is made.</summary>
public sealed record MessageTargetOptions
{
    /// <summary>False for one of several servers, which has no queues and topics of its own: only routes lead anywhere. True.</summary>
    public bool HasQueues { get; init; } = true;

    /// <summary>A queue or topic of this server that is not there is made; otherwise the task fails. True.</summary>
    public bool MakesMissing { get; init; } = true;

    /// <summary>In the order in which they are asked; what none takes goes to this server's own queues and topics. Default: none.</summary>
    public IReadOnlyList<MessageRoute> Routes { get; init; } = [];

    /// <summary>For how long a message whose confirmation was lost is sent again to a broker, before the task fails. A minute.</summary>
    public TimeSpan BrokerPatience { get; init; } = TimeSpan.FromMinutes(1);

    public ConnectionOptions Connections { get; init; } = new();

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
