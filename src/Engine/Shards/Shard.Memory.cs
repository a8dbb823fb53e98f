namespace Sluice.Engine.Shards;

/// <summary>How much of the memory this shard's executions take, and who leaves it when that is too much.</summary>
internal sealed partial class Shard
{
    /// <summary>A batch with the execution is stored. Called on the committing thread.</summary>
    public void NoteStored(Resident resident)
    {
        resident.CommitEnded();
        if (resident.ShouldLeave)
        {
            _stored.Enqueue(resident);
        }

        if (_edge.Memory.IsNearlyFull)
        {
            _mailbox.Wake();
        }
    }

    private void Weigh(Resident resident, long bytes)
    {
        _edge.Memory.Add(bytes - resident.Bytes);
        resident.Bytes = bytes;
    }

    /// <remarks>One that had left before may have been read back meanwhile: its successor stays.</remarks>
    private void LetGo(Resident resident)
    {
        if (_residents.GetValueOrDefault(resident.Id) == resident)
        {
            _residents.Remove(resident.Id);
            _names.Remove((resident.Row.FlowId, resident.Row.Name));
            Weigh(resident, 0);
        }
    }

    /// <summary>Ended and sleeping executions leave memory as soon as they are stored.</summary>
    private void LetGoOfStored()
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
    private void LetGoOfSurplus()
    {
        if (_residents.Count <= _ports.Options.ResidentExecutions && !_edge.Memory.IsNearlyFull)
        {
            return;
        }

        foreach (var resident in _residents.Values.Where(item => item.CanLeave && !_drafts.Has(item)).ToList())
        {
            if (_residents.Count <= _ports.Options.ResidentExecutions * 3 / 4 && _edge.Memory.IsHalfEmpty)
            {
                return;
            }

            LetGo(resident);
        }
    }
}
