using Microsoft.Extensions.Logging;
using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Nodes;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Objects;
using Sluice.Sharing.Memory;

namespace Sluice.Engine;

/// <summary>What the engine takes from outside itself; the simulation brings its own.</summary>
public sealed record EnginePorts(
    TimeProvider Time, IEntropy Entropy, IWorkScheduler Scheduler, ILoggerFactory Loggers)
{
    /// <summary>What distributed Maps read from and write to; null where there is nothing.</summary>
    public IObjectStore? Objects { get; init; }

    /// <summary>What callers and the engine share. By default as on a machine that has plenty.</summary>
    public SharedMemory Memory { get; init; } = new(MemoryBudget.Of(4 * MemoryBudget.Most, chosen: null, strangersPercent: 12));

    /// <summary>Makes flows of definitions; the simulation does it once for many engines.</summary>
    public FlowCompilation Compile { get; init; } = FlowCompiler.Compile;

    /// <summary>Asked when a flow starts another one; allows everything unless somebody knows better.</summary>
    public StartPermission MayStart { get; init; } = static _ => null;

    /// <summary>
    /// Why nothing new may begin, as part of a sentence, such as that the disk is full; null when it may. Asked with each
    /// start: it answers at once.
    /// </summary>
    public Func<string?> WhyNothingBegins { get; init; } = static () => null;

    /// <summary>Looks on while executions advance, on the threads that do; null for nobody.</summary>
    public IOnlooker? Onlooker { get; init; }

    /// <summary>Which shards are the engine's, which disposes it; null for an engine that is alone and has all of them.</summary>
    public IShardDirectory? Directory { get; init; }

    /// <summary>What the engine has of the other nodes of a cluster, beside <see cref="Directory"/>; null for one that is alone.</summary>
    public SharedStore? Shared { get; init; }

    /// <summary>
    /// Makes the way to all shards out of the engine's own end of it, which reaches the engine's own shards only. Null
    /// where that is all of it, and for nodes as <see cref="Shared"/> has them.
    /// </summary>
    internal Func<IShardLink, IShardLink>? Link { get; init; }

    /// <summary>The machine's clock, randomness and threads.</summary>
    public static EnginePorts OfThisMachine(ILoggerFactory loggers) =>
        new(TimeProvider.System, new SystemEntropy(), new ThreadPoolScheduler(), loggers);
}
