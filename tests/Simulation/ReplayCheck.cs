using System.Runtime.CompilerServices;
using Sluice.Engine;
using Sluice.Interpreter.Frames;
using Sluice.Storage;

namespace Sluice.Simulation;

/// <summary>Holds an engine's memory against its store: what would be read back is what is being worked on.</summary>
public static class ReplayCheck
{
    /// <summary>What is stored, as text, by the last row that it was read from: rows are never changed.</summary>
    private static readonly ConditionalWeakTable<JournalRow, string> StoredTexts = [];

    /// <summary>Compares every execution in memory of which nothing is on its way to the store.</summary>
    /// <returns>How many were compared.</returns>
    /// <exception cref="InvalidOperationException">One differs.</exception>
    public static int Run(SluiceEngine engine, IStore store)
    {
        var compared = 0;
        foreach (var resident in engine.Shards.SelectMany(shard => shard.Residents))
        {
            if (resident.CommitsUnderway > 0 || resident.State.HasEnded)
            {
                continue;
            }

            var journal = store.ReadStateAsync(resident.Id, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (StoredTexts.GetValue(journal[^1], _ => TextOf(journal)) != StateText.Of(resident.State))
            {
                throw new InvalidOperationException($"Execution {resident.Id} in memory is not what is stored.");
            }

            compared++;
        }

        return compared;
    }

    private static string TextOf(IReadOnlyList<JournalRow> journal) =>
        StateText.Of(StateCodec.Decode([.. journal.Select(row => (ReadOnlyMemory<byte>)row.State)]));
}
