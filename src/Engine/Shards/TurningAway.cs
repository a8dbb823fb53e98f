using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Tasks;
using Sluice.Model;

namespace Sluice.Engine.Shards;

/// <summary>While a shard is away callers are told so; all else is owed by stored state and comes again.</summary>
/// <param name="callOff">Calls a call off that waits for the shard to make it; its place is free again.</param>
internal sealed class TurningAway(int shard, Possession possession, Outage outage, Action<AttemptId> callOff)
{
    public ValueTask TurnAwayAsync(Message message) => TurnAwayAsync(
        message,
        possession.IsElsewhere ? new ShardElsewhereException(shard)
        : outage.Problem is { } problem ? ApiException.StoreCannotWrite(problem)
        : ApiException.InternalServerError());

    public ValueTask TurnAwayAsync(Message message, Exception reason)
    {
        switch (message)
        {
            case Message.Asked asked:
                asked.Refuse(reason);
                return ValueTask.CompletedTask;
            case Message.OfMapRun { News: var news }:
                return MapRunDriver.OnTurnedAwayAsync(news);
            case Message.CallNow now:
                callOff(now.Key);
                return ValueTask.CompletedTask;
            default:
                return ValueTask.CompletedTask;
        }
    }
}
