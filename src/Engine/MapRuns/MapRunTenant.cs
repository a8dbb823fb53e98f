using Microsoft.Extensions.Logging;
using Sluice.Engine.Flows;
using Sluice.Engine.Redrives;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>The map runs of a shard, and all that is done about them.</summary>
internal sealed class MapRunTenant
{
    /// <param name="tell">Has the shard told something of a run; on any thread.</param>
    public MapRunTenant(
        int shard,
        ITurn turn,
        IMapRunStore store,
        IExecutionStore executions,
        Catalog catalog,
        StartRules starts,
        IExpressChildren express,
        MapErrands errands,
        AccountMemory memory,
        Limits limits,
        Action<MapRunNews> tell,
        ILogger logger)
    {
        Open = new OpenMapRuns(turn, memory, tell);
        var kept = new KeptMapRuns(Open, store);
        Redriver = new Redriver(turn, catalog, starts, kept, limits);
        Children = new MapChildren(turn, Open, Redriver, express, tell);
        Driver = new MapRunDriver(turn, Open, kept, Children, errands, catalog, limits);
        Changes = new MapRunChanges(turn, Open, store);
        Recovery = new MapRunRecovery(shard, Open, errands, store, executions, catalog, limits, logger);
    }

    public OpenMapRuns Open { get; }

    /// <summary>Goes on with executions of the shard, those with map runs among them.</summary>
    public Redriver Redriver { get; }

    public MapChildren Children { get; }

    public MapRunDriver Driver { get; }

    public MapRunChanges Changes { get; }

    public MapRunRecovery Recovery { get; }
}
