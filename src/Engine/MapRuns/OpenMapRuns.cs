using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;

namespace Sluice.Engine.MapRuns;

/// <summary>The map runs of a shard that are not closed.</summary>
/// <param name="tell">Has the shard told something of a run, after this turn.</param>
internal sealed class OpenMapRuns(ITurn turn, AccountMemory memory, Action<MapRunNews> tell)
{
    private readonly Dictionary<string, MapRun> _runs = new(StringComparer.Ordinal);

    /// <summary>Runs that will be told that they have moved on: each once for a commit.</summary>
    private readonly HashSet<MapRun> _told = [];

    public IReadOnlyCollection<MapRun> All => _runs.Values;

    /// <summary>Runs of which nothing is on its way to the store.</summary>
    public IEnumerable<MapRun> Resting => _runs.Values.Where(run => !_told.Contains(run));

    public void Add(MapRun run) => _runs.Add(run.Name, run);

    public bool TryGet(string name, [NotNullWhen(true)] out MapRun? run) => _runs.TryGetValue(name, out run);

    /// <summary>Whether a run is still worked on, and is not one that a loss has made worthless.</summary>
    public bool IsKnown(MapRun run) => _runs.GetValueOrDefault(run.Name) == run;

    /// <summary>The run has changed: it is written with this turn's batch, and driven on when that is stored.</summary>
    public void Touch(MapRun run)
    {
        Count(run, AccountMemory.WeightOfData(run.ReadBytes));
        turn.Drafts.Write(run);
        if (_told.Add(run))
        {
            turn.Drafts.AfterCommit(new OnceStored(() => tell(new MapRunNews.Moved(run))));
        }
    }

    /// <summary>A run has been told that it has moved on.</summary>
    public void NoteTold(MapRun run) => _told.Remove(run);

    /// <summary>Writes a run that is over, and forgets it once none of its children runs.</summary>
    public async ValueTask CloseAsync(MapRun run)
    {
        if (run.Stage != MapRunStage.Closed)
        {
            Touch(run);
            return;
        }

        Count(run, 0);
        turn.Drafts.Write(run);
        _runs.Remove(run.Name);
        await run.Source.CloseAsync();
    }

    /// <summary>Forgets all runs; readings that are under way find that out.</summary>
    public async ValueTask ForgetAsync()
    {
        var forgotten = _runs.Values.ToList();
        _runs.Clear();
        _told.Clear();
        foreach (var run in forgotten)
        {
            Count(run, 0);
            await run.Source.CloseAsync();
        }
    }

    /// <summary>What has been read and not begun counts in the account's share of memory.</summary>
    private void Count(MapRun run, long bytes)
    {
        if (bytes != run.CountedBytes)
        {
            memory.Change(memory.Of(run.Revision.Account), bytes - run.CountedBytes);
            run.CountedBytes = bytes;
        }
    }
}
