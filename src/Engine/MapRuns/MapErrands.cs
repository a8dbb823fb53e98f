using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects;
using Sluice.Objects.Results;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>What map runs have done beside their shard's loop: items read, and results written.</summary>
/// <param name="objects">What they read from and write to; null where there is nothing.</param>
/// <param name="tell">Has the shard told what came of it.</param>
internal sealed class MapErrands(
    IWorkScheduler scheduler,
    IObjectStore? objects,
    IMapRunStore store,
    AccountMemory memory,
    Limits limits,
    Action<MapRunNews> tell,
    ILogger logger)
{
    /// <summary>Of a reading from an object: a window of it, an item, and the inputs that come of it.</summary>
    private const long ObjectWeight = 4 << 20;

    /// <summary>Makes ready what the run reads and writes; what cannot be is the run's problem.</summary>
    public void Prepare(MapRun run, ExecutionFacts parent)
    {
        if (MapFeed.Open(run, parent, limits, objects?.For(run.Revision.Account)).TryGet(out var feed, out var failure))
        {
            run.Source.Open(feed);
        }
        else
        {
            run.Fail(failure);
        }

        if (LocationOf(run) is { Failure: { } wrong })
        {
            run.Fail(wrong);
        }
    }

    /// <summary>Reads on, unless that is under way: one child at a time while the account has no room for more.</summary>
    public void Read(MapRun run)
    {
        if (!run.WantsItems || !run.Source.TryBeginReading(out var feed))
        {
            return;
        }

        var share = memory.Of(run.Revision.Account);
        var weight = run.Order.Plan.Reader is null ? 0 : ObjectWeight;
        var most = memory.HasRoom(share, ObjectWeight) ? MapRun.ReadAhead : 1;
        memory.Change(share, weight);
        scheduler.Schedule(new MapReading(run, feed, most, TellRead, logger));

        void TellRead(MapRunNews news)
        {
            memory.Change(share, -weight);
            tell(news);
        }
    }

    /// <summary>Writes the results of a run whose children have all ended.</summary>
    public void Write(MapRun run)
    {
        if (LocationOf(run) is not { } place || !place.TryGet(out var location, out _) || objects is null)
        {
            throw new UnreachableException("A map run that cannot write its results has failed before.");
        }

        run.BeginWriting();
        scheduler.Schedule(new MapWriting(run, location, objects.For(run.Revision.Account), store, tell, logger));
    }

    /// <summary>Where the results go to; null when the run has no ResultWriter.</summary>
    private Outcome<ResultLocation>? LocationOf(MapRun run)
    {
        if (run.Order.Plan.Writer is not { } writer)
        {
            return null;
        }

        return objects is null
            ? new StepFailure(FailureCodes.ActionNotSupported, "This engine has no objects to write results to.")
            : ResultLocation.Read((JsonObject)writer.Value, run.Name);
    }
}
