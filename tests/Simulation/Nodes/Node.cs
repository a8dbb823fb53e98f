using Sluice.Engine;
using Sluice.Engine.Link;
using Sluice.Storage;
using Sluice.Targets;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Nodes;

/// <summary>One life of one node: an engine over the store that all share, with a thread, timers and a memory of its own.</summary>
public sealed class Node
{
    private readonly Task<SluiceEngine> _opening;
    private readonly AnsweredRequests _answered;

    internal Node(int number, Random random, SharedSurroundings world, EngineOptions options, Fates fates)
    {
        Number = number;
        Scheduler = new SteppedScheduler(random.Next);
        Clock = new NodeClock(world.Time, Scheduler);
        Store = new FaultyStore(world.Store, fates, world.Network.Scheduler, answers: Scheduler);
        _answered = new AnsweredRequests(Scheduler, Clock);
        var entropy = new RepeatableEntropy(random);
        Directory = new LeaseDirectory(this, world.Leases);
        _opening = SluiceEngine.OpenAsync(
            Store,
            new TargetSet(world.Target),
            options,
            new EnginePorts(Clock, entropy, Scheduler, world.Log)
            {
                Objects = world.Objects,
                Compile = world.Compilation.Compile,
                Directory = Directory,
                Link = own => new NodeLink(this, own, world, entropy),
            },
            onFatal: _ => Store.Crash(),
            CancellationToken.None);
    }

    public int Number { get; }

    public SluiceEngine Engine => _opening.GetAwaiter().GetResult();

    /// <summary>Takes no step, and does not know it; the world around it goes on.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>It could not open its store, or has been told that it cannot go on.</summary>
    public bool HasDied => Store.HasCrashed || _opening.IsFaulted;

    /// <summary>The store as this node sees it.</summary>
    public FaultyStore Store { get; }

    internal SteppedScheduler Scheduler { get; }

    internal NodeClock Clock { get; }

    internal LeaseDirectory Directory { get; }

    /// <summary>Whether it has something to do, and may.</summary>
    internal bool IsReady => !IsFrozen && !Scheduler.IsIdle;

    /// <summary>A request of another node has come: it is dealt with when this one gets to it.</summary>
    internal void Receive(UInt128 number, int shard, byte[] request, Action<byte[]> answer) => Scheduler.Schedule(
        new WorkItem(() => _ = AnswerAsync(number, shard, request, answer)));

    private async Task AnswerAsync(UInt128 number, int shard, byte[] request, Action<byte[]> answer) =>
        answer(await Wire.AnswerAsync(Engine.OwnEnd, shard, request, _answered, number));

    /// <summary>Nothing that it still does reaches anybody.</summary>
    internal void Die()
    {
        Store.CutOff();
        Clock.ForgetTimers();
        Scheduler.Forget();
    }
}

/// <summary>What the nodes of a world have in common.</summary>
internal sealed record SharedSurroundings(
    VirtualTime Time,
    IStore Store,
    Leases Leases,
    Network Network,
    ScriptedTarget Target,
    MemoryObjects Objects,
    SharedCompilation Compilation,
    LogLines Log)
{
    /// <summary>A node as it lives now.</summary>
    public required Func<int, Node> NodeOf { get; init; }

    /// <summary>The number of another node.</summary>
    public required Func<int, int> OtherThan { get; init; }
}
