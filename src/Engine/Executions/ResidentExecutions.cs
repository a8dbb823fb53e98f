using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Edge;
using Sluice.Engine.Turns;
using Sluice.Model;

namespace Sluice.Engine.Executions;

/// <summary>A shard's executions in memory: what they weigh, and who leaves when that is too much.</summary>
/// <remarks>The shard's loop alone changes it, but for what commits tell.</remarks>
/// <param name="most">Executions beyond which those leave that only wait.</param>
/// <param name="memory">Where what they take counts for their accounts.</param>
/// <param name="wake">Asks for a turn of the loop.</param>
internal sealed class ResidentExecutions(int most, EngineMemory memory, Action wake)
{
    private readonly Dictionary<ExecutionId, Resident> _residents = [];
    private readonly Dictionary<(long Flow, string Name), Resident> _names = [];
    private readonly ConcurrentQueue<Resident> _stored = new();

    /// <summary>
    /// Executions that broke the interpreter, or are damaged: they are left alone until the process is started anew.
    /// </summary>
    private readonly HashSet<ExecutionId> _broken = [];

    public IReadOnlyCollection<Resident> All => _residents.Values;

    /// <summary>What all of them take in memory, about.</summary>
    public long Bytes { get; private set; }

    public bool TryGet(ExecutionId id, [NotNullWhen(true)] out Resident? resident) =>
        _residents.TryGetValue(id, out resident);

    public bool TryGet(long flowId, string name, [NotNullWhen(true)] out Resident? resident) =>
        _names.TryGetValue((flowId, name), out resident);

    public bool IsBroken(ExecutionId id) => _broken.Contains(id);

    /// <summary>Leaves an execution alone from now on.</summary>
    public void NoteBroken(ExecutionId id) => _broken.Add(id);

    public void Keep(Resident resident)
    {
        _residents.Add(resident.Id, resident);
        _names.Add((resident.Row.FlowId, resident.Row.Name), resident);
    }

    /// <param name="storedBytes">Of its data, as they are stored.</param>
    public void Weigh(Resident resident, long storedBytes) => Count(resident, EngineMemory.WeightOf(storedBytes));

    /// <remarks>One that had left before may have been read back meanwhile: its successor stays.</remarks>
    public void LetGo(Resident resident)
    {
        if (_residents.GetValueOrDefault(resident.Id) == resident)
        {
            _residents.Remove(resident.Id);
            _names.Remove((resident.Row.FlowId, resident.Row.Name));
            Count(resident, 0);
        }
    }

    /// <summary>A batch with the execution is stored. Called on the committing thread.</summary>
    public void NoteStored(Resident resident)
    {
        resident.CommitEnded();
        if (resident.ShouldLeave)
        {
            _stored.Enqueue(resident);
        }

        if (memory.IsLow)
        {
            wake();
        }
    }

    /// <summary>Ended and sleeping executions leave memory as soon as they are stored.</summary>
    public void LetGoOfStored()
    {
        while (_stored.TryDequeue(out var resident))
        {
            if (resident.ShouldLeave && resident.CanLeave)
            {
                LetGo(resident);
            }
        }
    }

    /// <summary>
    /// Beyond the budgets, executions that only wait leave memory too; a timer or message reads them back. Those of accounts
    /// that hold most go first.
    /// </summary>
    /// <param name="drafts">Who is in them stays.</param>
    public void LetGoOfSurplus(TurnDrafts drafts)
    {
        if (_residents.Count > most)
        {
            LetGo(drafts, leastHeld: 0, () => _residents.Count <= most * 3 / 4);
        }

        if (memory.IsLow)
        {
            // Whoever holds little gives nothing up for others who hold much.
            LetGo(drafts, memory.MostHeld / 2, () => memory.IsEased);
        }
    }

    private void LetGo(TurnDrafts drafts, long leastHeld, Func<bool> isEnough)
    {
        var waiting = _residents.Values
            .Where(item => HeldBy(item) >= leastHeld && item.CanLeave && !drafts.Has(item))
            .OrderByDescending(HeldBy)
            .ToList();
        foreach (var resident in waiting)
        {
            if (isEnough())
            {
                return;
            }

            LetGo(resident);
        }
    }

    private void Count(Resident resident, long bytes)
    {
        resident.Share ??= memory.Of(resident.Revision.Account);
        memory.Change(resident.Share, bytes - resident.Bytes);
        Bytes += bytes - resident.Bytes;
        resident.Bytes = bytes;
    }

    private static long HeldBy(Resident resident) => resident.Share?.Held ?? 0;

    /// <summary>Forgets all of them, but for those that are to be left alone.</summary>
    public void Clear()
    {
        foreach (var resident in _residents.Values)
        {
            Count(resident, 0);
        }

        _residents.Clear();
        _names.Clear();
        _stored.Clear();
    }
}
