using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Engine.Flows;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Storage;
using Sluice.Targets;
using Sluice.Testing.Time;

namespace Sluice.Testing.Worlds;

/// <summary>What a world is made of.</summary>
/// <param name="Store">Empty, with one shard, and its token key always the same.</param>
/// <param name="Target">Serves every action that is not the engine's own.</param>
/// <param name="Waiting">The part of the target that answers later.</param>
public sealed record WorldParts(
    IStore Store, VirtualTime Time, ITaskTarget Target, ScriptedTarget Waiting, IObjectStore Objects)
{
    public int Seed { get; init; } = 1;

    public Limits Limits { get; init; } = Limits.Default;

    public required FlowCompilation Compile { get; init; }

    public IOnlooker? Onlooker { get; init; }

    public int StepsAtMost { get; init; } = FlowWorld.DefaultStepsAtMost;

    /// <summary>Called before each step: whoever runs the world may let others go first there. Null for nobody.</summary>
    public Action? Pause { get; init; }
}

/// <summary>A whole engine on one thread and on virtual time, in which one thing happens after the other, first come first served.</summary>
/// <remarks>
/// Time stands while anything can be done. At one instant answers come first, then reports, then timers, then what
/// somebody does from outside; among equals the older.
/// </remarks>
public sealed class FlowWorld
{
    /// <summary>Nothing that is meant takes so many.</summary>
    public const int DefaultStepsAtMost = 200_000;

    /// <summary>Longer than any execution: all that comes due is kept in memory, and no round of the engine's comes between.</summary>
    private static readonly TimeSpan Ages = TimeSpan.FromDays(365 * 30);

    private readonly SteppedScheduler _scheduler = new();
    private readonly ScriptedTarget _waiting;
    private readonly List<Deed> _deeds = [];
    private readonly TargetSet _targets;
    private readonly int _stepsAtMost;
    private readonly Action? _pause;
    private int _steps;

    /// <summary>Opens the engine.</summary>
    public FlowWorld(WorldParts parts)
    {
        (_stepsAtMost, _pause) = (parts.StepsAtMost, parts.Pause);
        (Store, Time, _waiting, _targets) = (parts.Store, parts.Time, parts.Waiting, new TargetSet(parts.Target));
        var ports = new EnginePorts(
            Time, new RepeatableEntropy(new Random(parts.Seed)), _scheduler, NullLoggerFactory.Instance)
        {
            Objects = parts.Objects,
            Compile = parts.Compile,
            Onlooker = parts.Onlooker,
        };
        var options = new EngineOptions
        {
            Limits = parts.Limits,
            ComputeThreads = 1,
            TimerHorizon = Ages,
            TimerSweep = Ages / 2,
            CleaningInterval = Ages,
        };
        var opening = SluiceEngine.OpenAsync(
            Store, _targets, options, ports, static e => throw new InvalidOperationException("The store failed.", e), CancellationToken.None);
        Run(() => opening.IsCompleted, DateTimeOffset.MaxValue);
        Engine = opening.GetAwaiter().GetResult();
    }

    public IStore Store { get; }

    public VirtualTime Time { get; }

    public SluiceEngine Engine { get; }

    public static AccountId Account => AccountId.Default;

    /// <summary>What callers were refused, each in a sentence: a report that came too late, for one.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Has something done at an instant, or now when that is past.</summary>
    /// <param name="isReport">Reports come before timers of the same instant, other deeds after them.</param>
    public void At(DateTimeOffset due, bool isReport, Func<SluiceEngine, Task> deed) => _deeds.Add(new(due, isReport, deed));

    /// <summary>Calls the engine and runs until it has answered.</summary>
    public T Await<T>(Func<SluiceEngine, Task<T>> call)
    {
        var task = call(Engine);
        Run(() => task.IsCompleted, DateTimeOffset.MaxValue);
        return task.IsCompleted
            ? task.GetAwaiter().GetResult()
            : throw new InvalidOperationException("A call of the engine was never answered.");
    }

    /// <summary>Runs until a condition holds, nothing can happen any more, or time would pass a horizon.</summary>
    /// <returns>Whether the condition holds.</returns>
    /// <exception cref="EndlessException">It does not come to an end.</exception>
    public bool Run(Func<bool> condition, DateTimeOffset horizon)
    {
        while (!condition())
        {
            if (++_steps > _stepsAtMost)
            {
                throw new EndlessException(_stepsAtMost);
            }

            _pause?.Invoke();
            if (!Step(horizon))
            {
                return condition();
            }
        }

        return true;
    }

    private bool Step(DateTimeOffset horizon)
    {
        if (!_scheduler.IsIdle)
        {
            _scheduler.RunOne();
            return true;
        }

        if (_waiting.Next() is { } answer)
        {
            _waiting.Answer(answer);
            return true;
        }

        return DoNext(reports: true) || FireTimers() || DoNext(reports: false) || MoveTime(horizon);
    }

    private bool FireTimers()
    {
        if (Time.NextDue is not { } due || due > Time.GetUtcNow())
        {
            return false;
        }

        Time.AdvanceTo(Time.GetUtcNow());
        return true;
    }

    private bool DoNext(bool reports)
    {
        if (_deeds.Find(deed => deed.IsReport == reports && deed.Due <= Time.GetUtcNow()) is not { } next)
        {
            return false;
        }

        _deeds.Remove(next);
        _ = DoAsync(next);
        return true;
    }

    private async Task DoAsync(Deed deed)
    {
        try
        {
            await deed.Do(Engine);
        }
        catch (ApiException e)
        {
            Refused.Add($"{e.Code}: {e.Message}");
        }
    }

    private bool MoveTime(DateTimeOffset horizon)
    {
        DateTimeOffset?[] due = [Time.NextDue, _waiting.NextReady, _deeds.Min(deed => (DateTimeOffset?)deed.Due)];
        if (due.Min() is not { } next || next > horizon)
        {
            return false;
        }

        Time.StandAt(next);
        return true;
    }

    private sealed record Deed(DateTimeOffset Due, bool IsReport, Func<SluiceEngine, Task> Do);
}

/// <summary>What runs in a world does not come to an end within its bound.</summary>
public sealed class EndlessException(int steps) : Exception($"{steps} things have happened, and no end is in sight.");
