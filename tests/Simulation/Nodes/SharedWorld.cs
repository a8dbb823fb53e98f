using Sluice.Engine;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Storage;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Nodes;

/// <summary>Several engines over one store, on one thread: which of them goes on, and when, is in the simulation's hand.</summary>
/// <remarks>
/// Each node has a thread, timers and a memory of its own; what it asks of the store and of services travels, and the answer
/// waits until the node goes on. Split by subject: this file makes things happen, <c>SharedWorld.Mishaps.cs</c> is what goes
/// wrong, <c>SharedWorld.Calls.cs</c> is what callers do.
/// </remarks>
public sealed partial class SharedWorld : IWorld
{
    private const int StepsAtMost = 400_000;
    private const int ShardCount = 4;

    private readonly Random _random;
    private readonly Fates _fates;
    private readonly SharedSurroundings _surroundings;
    private readonly Network _network;
    private readonly Node[] _nodes;

    /// <summary>A node looks for letters that others have sent, and for what is due, every now and then.</summary>
    private readonly EngineOptions _options = new()
    {
        CleaningInterval = TimeSpan.FromDays(1),
        TimerSweep = Sweep,
        RecoveryPause = TimeSpan.FromMilliseconds(100),
    };

    private string? _mistake;

    /// <inheritdoc/>
    public Func<TaskCall, string?> Fault { get; set; } = static _ => null;

    /// <param name="fates">Of commits, reads and claims, alike for all nodes.</param>
    /// <param name="mishaps">Asked before each step, and told whether a commit is under way; null for none.</param>
    /// <param name="link">Asked for each thing that goes from node to node; null for nothing bad.</param>
    public SharedWorld(
        int seed,
        Fates fates,
        SharedCompilation compilation,
        Func<bool, Mishap>? mishaps = null,
        Func<LinkFate>? link = null,
        int nodes = 2)
    {
        (_random, _mishaps) = (new Random(seed), mishaps ?? (_ => Mishap.None));
        _fates = fates with { TakesTime = true, Commit = batch => Note(fates.Commit(batch)) };
        Time = new VirtualTime();
        _network = new Network(new SteppedScheduler(_random.Next), Time, _random, link ?? (() => LinkFate.Carried));
        Target = SelfScript.Target(_network.Scheduler, Time, call => Fault(call), CheckIsStored);
        _surroundings = new(
            Time,
            new MemoryStore(ShardCount, tokenKey: new byte[32]),
            new Leases(ShardCount),
            _network,
            Target,
            Objects,
            compilation,
            Log)
        {
            NodeOf = number => _nodes![number],
            OtherThan = Other,
        };
        foreach (var shard in Enumerable.Range(0, ShardCount))
        {
            _surroundings.Leases.Give(shard, shard % nodes);
        }

        _nodes = [.. Enumerable.Range(0, nodes).Select(Begin)];
    }

    /// <summary>By number, as they live now.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>How often nodes look for what is due and for letters; so late these may come when nobody told of them.</summary>
    public static TimeSpan Sweep { get; } = TimeSpan.FromSeconds(1);

    public VirtualTime Time { get; }

    public IStore Store => _surroundings.Store;

    public ScriptedTarget Target { get; }

    /// <summary>They survive every node.</summary>
    public MemoryObjects Objects { get; } = new();

    /// <summary>What the engines have told their operator.</summary>
    public LogLines Log { get; } = new();

    public Func<DateTimeOffset?>? NextOutside { get; set; }

    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether nothing is owed: no execution, letter or map run is left to go on with.</summary>
    public bool IsSettled() =>
        Wait(Store.CountRunningAsync(CancellationToken.None)) == 0 && Shards.All(shard =>
            Wait(Store.ReadLettersAsync(shard, 0, 1, CancellationToken.None)).Count == 0
            && Wait(Store.ReadOpenMapRunsAsync(shard, "", 1, CancellationToken.None)).Count == 0);

    /// <summary>For failures: what is left to go on with, and who was to do it.</summary>
    public string WhatIsOpen() =>
        $"stored: {Wait(Store.CountRunningAsync(CancellationToken.None))}; "
        + $"letters: {Shards.Sum(shard => Wait(Store.ReadLettersAsync(shard, 0, 100, CancellationToken.None)).Count)}; "
        + $"owners: {string.Join(", ", Shards.Select(shard => _surroundings.Leases.OwnerOf(shard)?.ToString() ?? "nobody"))}; "
        + string.Join("; ", _nodes.Select(node =>
            $"node {node.Number}: {(node.IsFrozen ? "frozen, " : "")}has {string.Join(' ', node.Engine.Shards.Where(shard => !shard.IsAway).Select(shard => shard.Id))}"));

    /// <summary>Runs until a condition holds, or nothing can happen any more.</summary>
    /// <param name="horizon">Time does not move beyond this; null for no bound.</param>
    public void RunUntil(Func<bool> condition, DateTimeOffset? horizon = null)
    {
        for (var steps = 0; !condition(); steps++)
        {
            if (_nodes.Select(node => node.Store.Conflict).FirstOrDefault(item => item is not null) is { } conflict)
            {
                throw new InvalidOperationException($"An engine contradicts the store: {conflict.Message}", conflict);
            }

            if (_mistake is not null)
            {
                throw new InvalidOperationException(_mistake);
            }

            if (steps > StepsAtMost)
            {
                throw new InvalidOperationException($"The world does not come to rest; {WhatIsOpen()}.");
            }

            if (!Step(horizon ?? DateTimeOffset.MaxValue))
            {
                return;
            }
        }
    }

    public void RunFor(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        RunUntil(() => false, end);
        Time.AdvanceTo(end);
        RunUntil(() => false, end);
    }

    public ExecutionId ExecutionOf(string taskToken) =>
        new TaskTokens(Store.Identity.TokenKey).TryRead(taskToken, out var attempt, out _)
            ? attempt.Execution
            : throw new ArgumentException("Not a token of this store.", nameof(taskToken));

    private IEnumerable<int> Shards => Enumerable.Range(0, ShardCount);

    private Node Begin(int number) => new(number, _random, _surroundings, _options, _fates);

    /// <summary>Lets one thing happen: a mishap, a turn of a node, something that travels, an answer; else time moves.</summary>
    private bool Step(DateTimeOffset horizon)
    {
        foreach (var node in _nodes.Where(node => node.HasDied).ToList())
        {
            Bury(node);
        }

        Steps++;
        if (Meets(_mishaps(_nodes.Any(node => node.Store.IsBusy))))
        {
            return true;
        }

        var ready = _nodes.Where(node => node.IsReady).Select(node => node.Scheduler).ToList();
        if (!_network.Scheduler.IsIdle)
        {
            ready.Add(_network.Scheduler);
        }

        var answer = Target.Next(_random.Next);
        if (ready.Count > 0 && (answer is null || _random.Next(3) > 0))
        {
            ready[_random.Next(ready.Count)].RunOne();
            return true;
        }

        if (answer is not null)
        {
            Target.Answer(answer);
            return true;
        }

        return MoveTime(horizon);
    }

    /// <summary>Time moves only while something is in progress: the engines' own rounds alone would never end.</summary>
    private bool MoveTime(DateTimeOffset horizon)
    {
        if (NextDue is not { } next || next > horizon || (IsQuiet() && !MayFire(horizon)))
        {
            return false;
        }

        Time.AdvanceTo(next);
        return true;
    }

    private DateTimeOffset? NextDue => new[] { Time.NextDue, Target.NextReady, NextOutside?.Invoke() }.Min();

    /// <summary>Schedules go on for ever, so they keep the world going only up to a horizon.</summary>
    private bool MayFire(DateTimeOffset horizon) => horizon < DateTimeOffset.MaxValue && Shards.Any(shard =>
        Wait(Store.ReadSchedulesAsync(shard, default, 1, CancellationToken.None)).Count > 0);

    private bool IsQuiet() =>
        _plans + _asking == 0 && IsSettled() && _nodes.All(node => node.Engine.Express is { Count: 0, Recorder.IsIdle: true });

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
