using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Express;
using Sluice.Engine.Flows;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Throttling;
using Sluice.Engine.Watching;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What every shard of an engine shares.</summary>
internal sealed record ShardPorts(
    EngineOptions Options,
    IStore Store,
    Catalog Catalog,
    Clock Clock,
    IEntropy Entropy,
    IWorkScheduler Scheduler,
    TaskTokens Tokens,
    ExecutionFeed Feed,
    RunningCount Running,
    ILogger Logger)
{
    public required IShardDirectory Directory { get; init; }

    /// <summary>What executions draw from.</summary>
    public DrawSeeds Draws { get; } = new(Store.Identity.TokenKey);

    /// <summary>Null when steps are not limited.</summary>
    public StepRates? Steps { get; } = Options.Steps is { } rate ? new StepRates(rate) : null;

    /// <summary>Who tells the operator that the store does not write.</summary>
    public required Outage Outage { get; init; }

    /// <summary>Who tells the operator what is damaged in the store.</summary>
    public DamageReports Damage { get; } = new(Clock.Provider, Logger);

    /// <summary>What distributed Maps read from and write to; null where there is nothing.</summary>
    public IObjectStore? Objects { get; init; }

    public required FlowCompilation Compile { get; init; }

    public required VersionCatalog Versions { get; init; }

    public required StartRules Starts { get; init; }

    public required Endings Endings { get; init; }

    public required RecentEnds RecentEnds { get; init; }

    /// <summary>Set once, before the first turn: adds up what the shards take up again.</summary>
    public RecoveryTally Recovery { get; set; } = null!;

    /// <summary>Set once, before the first turn: it tells the shards of lost commits, so they come first.</summary>
    public Committer Committer { get; set; } = null!;

    /// <summary>Set once, before the first turn.</summary>
    public TaskDispatcher Dispatcher { get; set; } = null!;

    /// <summary>Set once, before the first turn.</summary>
    public ExpressRuns Express { get; set; } = null!;

    /// <summary>Set once, before the first turn: all shards, by number.</summary>
    public IReadOnlyList<Shard> Shards { get; set; } = null!;

    /// <summary>The shard that decides whether an execution's name is taken.</summary>
    /// <remarks>Not stored, so it may change: the number that the execution gets names its shard.</remarks>
    public Shard ShardOf(AccountId account, string flowName, string executionName)
    {
        var bytes = Encoding.UTF8.GetBytes($"{account}\n{flowName}\n{executionName}");
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
        return Shards[(int)(hash % (ulong)Shards.Count)];
    }
}
