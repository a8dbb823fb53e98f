using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Edge;
using Sluice.Engine.Turns;
using Sluice.Model;

namespace Sluice.Engine.Executions;

/// <summary>A shard's executions in memory: what they weigh, and who leaves when that is too much.</summary>
/// <remarks>The shard's loop alone changes it, but for what commits tell.</remarks>
/// <param name="most">Executions beyond which those leave that only wait.</param>
/// <param name="memory">What they take all together.</param>
/// <param name="wake">Asks for a turn of the loop.</param>
internal sealed class ResidentExecutions(int most, ResidentMemory memory, Action wake)
{
    private readonly Dictionary<ExecutionId, Resident> _residents = [];
    private readonly Dictionary<(long Flow, string Name), Resident> _names = [];
    private readonly ConcurrentQueue<Resident> _stored = new();

    /// <summary>
    /// Executions that broke the interpreter, or are damaged: they are left alone until the process is started anew.
    /// </summary>
    private readonly HashSet<ExecutionId> _broken = [];

    public IReadOnlyCollection<Resident> All => _residents.Values;

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

    public void Weigh(Resident resident, long bytes)
    {
        memory.Add(bytes - resident.Bytes);
        resident.Bytes = bytes;
    }

    /// <remarks>One that had left before may have been read back meanwhile: its successor stays.</remarks>
    public void LetGo(Resident resident)
    {
        if (_residents.GetValueOrDefault(resident.Id) == resident)
        {
            _residents.Remove(resident.Id);
            _names.Remove((resident.Row.FlowId, resident.Row.Name));
            Weigh(resident, 0);
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

        if (memory.IsNearlyFull)
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

    /// <summary>Beyond the budgets, executions that only wait leave memory too; a timer or message reads them back.</summary>
    /// <param name="drafts">Who is in them stays.</param>
    public void LetGoOfSurplus(TurnDrafts drafts)
    {
        if (_residents.Count <= most && !memory.IsNearlyFull)
        {
            return;
        }

        foreach (var resident in _residents.Values.Where(item => item.CanLeave && !drafts.Has(item)).ToList())
        {
            if (_residents.Count <= most * 3 / 4 && memory.IsHalfEmpty)
            {
                return;
            }

            LetGo(resident);
        }
    }

    /// <summary>Forgets all of them, but for those that are to be left alone.</summary>
    public void Clear()
    {
        _residents.Clear();
        _names.Clear();
        _stored.Clear();
        memory.Clear();
    }
}
