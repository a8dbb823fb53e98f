using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Throttling;
using Sluice.Engine.Watching;
using Sluice.Objects;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What every shard of an engine shares.</summary>
internal sealed record ShardPorts
{
    public required EngineOptions Options { get; init; }

    public required IStore Store { get; init; }

    public required Catalog Catalog { get; init; }

    public required Clock Clock { get; init; }

    public required IEntropy Entropy { get; init; }

    public required IWorkScheduler Scheduler { get; init; }

    public required ILogger Logger { get; init; }

    public required TaskTokens Tokens { get; init; }

    /// <summary>What executions draw from.</summary>
    public required DrawSeeds Draws { get; init; }

    /// <summary>Null when steps are not limited.</summary>
    public required StepRates? Steps { get; init; }

    public required ExecutionFeed Feed { get; init; }

    public required RunningCount Running { get; init; }

    public required IShardDirectory Directory { get; init; }

    /// <summary>Who tells the operator that the store does not write.</summary>
    public required Outage Outage { get; init; }

    /// <summary>Who tells the operator what is damaged in the store.</summary>
    public required DamageReports Damage { get; init; }

    /// <summary>What distributed Maps read from and write to; null where there is nothing.</summary>
    public required IObjectStore? Objects { get; init; }

    public required StartRules Starts { get; init; }

    /// <summary>Adds up what the shards take up again.</summary>
    public required RecoveryTally Recovery { get; init; }

    public required Committer Committer { get; init; }

    public required TaskDispatcher Dispatcher { get; init; }

    public required ExpressRuns Express { get; init; }

    /// <summary>Of all shards, by number.</summary>
    public required IReadOnlyList<ShardEdge> Edges { get; init; }

    public NamePlacement Placement => new(Edges.Count);
}
