using Sluice.Model;
using Sluice.Simulation;
using Sluice.Storage;

namespace Sluice.Bench.Kept;

/// <summary>What a store was given and has not dropped, in bytes.</summary>
internal sealed class Kept
{
    private readonly Dictionary<ExecutionId, long> _lastStates = [];
    private readonly Dictionary<(string Run, int Number), long> _pages = [];
    private readonly Dictionary<string, long> _runs = [];
    private long _rows;

    /// <summary>Inputs, outputs, events, states, map runs and pages.</summary>
    public long Total => _rows + Pages + _runs.Values.Sum();

    /// <summary>The states in the last rows of executions; there is none in that of one that has succeeded.</summary>
    public long State => _lastStates.Values.Sum();

    /// <summary>The pages of map runs that are over.</summary>
    public long Pages => _pages.Values.Sum();

    public CommitFate Note(CommitBatch batch)
    {
        _rows += batch.Inserts.Sum(row => row.Input?.LongLength ?? 0);
        _rows += batch.Changes.Sum(row => row.Output?.LongLength ?? 0);
        _rows += batch.Journal.Sum(row => row.Events.LongLength + row.State.LongLength);
        batch.Journal.ForEach(row => _lastStates[row.Execution] = row.State.LongLength);
        batch.MapRuns.ForEach(run => _runs[run.Name] = run.Body.LongLength);
        batch.MapPages.ForEach(page => _pages[(page.Run, page.Number)] = page.Body.LongLength);
        foreach (var dropped in batch.DroppedMapPages)
        {
            _pages.Keys.Where(page => page.Run == dropped.Run && page.Number >= dropped.From).ToList()
                .ForEach(page => _pages.Remove(page));
        }

        return CommitFate.Written;
    }
}
