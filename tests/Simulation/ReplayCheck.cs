using System.Runtime.CompilerServices;
using Sluice.Engine;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Simulation;

/// <summary>Holds an engine's memory against its store: what would be read back is what is being worked on.</summary>
public static class ReplayCheck
{
    /// <summary>The last row that an execution in memory was compared with: until there is another, nothing can differ.</summary>
    private static readonly ConditionalWeakTable<Resident, JournalRow> Compared = [];

    /// <summary>Compares every execution in memory of which something new is stored, and nothing is on its way there.</summary>
    /// <returns>How many were compared.</returns>
    /// <exception cref="InvalidOperationException">One differs.</exception>
    public static int Run(SluiceEngine engine, IStore store)
    {
        var compared = 0;
        foreach (var resident in engine.Shards.Where(shard => !shard.IsAway).SelectMany(shard => shard.Residents))
        {
            if (resident.CommitsUnderway > 0 || resident.Row.Status == ExecutionStatus.Succeeded)
            {
                continue;
            }

            var journal = store.ReadStateAsync(resident.Id, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (Compared.TryGetValue(resident, out var last) && last == journal[^1])
            {
                continue;
            }

            var (stored, inMemory) = (TextOf(journal), StateText.Of(resident.State));
            if (stored != inMemory)
            {
                var (before, now) = stored.Split('\n').Zip(inMemory.Split('\n')).First(pair => pair.First != pair.Second);
                throw new InvalidOperationException(
                    $"Execution {resident.Id} is not in memory as it is stored: '{now}' and not '{before}'.");
            }

            CheckRow(resident, store);
            Compared.AddOrUpdate(resident, journal[^1]);
            compared++;
        }

        return compared;
    }

    /// <summary>What lists find an execution by says what its state says, and its size is that of what is stored.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    private static void CheckRow(Resident resident, IStore store)
    {
        var row = store.FindExecutionAsync(resident.Id, CancellationToken.None).AsTask().GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"Execution {resident.Id} is in memory and not stored.");
        var attention = Attention.Of(resident.Revision.Flow, resident.State);
        if (attention != new Attention(row.Retrying, row.Waiting))
        {
            throw new InvalidOperationException(
                $"Execution {resident.Id} is stored as retrying {row.Retrying}, waiting {row.Waiting}, and it is {attention}.");
        }

        var bytes = (row.Input?.Length ?? 0) + (row.Output?.Length ?? 0)
            + store.ReadJournalBytesAsync(resident.Id, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (resident.Row.Bytes != bytes || (row.Status.HasEnded() && row.Bytes != bytes))
        {
            throw new InvalidOperationException(
                $"Execution {resident.Id} has {bytes} bytes, and says {resident.Row.Bytes} and in the store {row.Bytes}.");
        }
    }

    private static string TextOf(IReadOnlyList<JournalRow> journal) =>
        StateText.Of(StateCodec.Decode([.. journal.Select(row => (ReadOnlyMemory<byte>)row.State)]));
}
