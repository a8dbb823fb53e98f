using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Schedules;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Tasks;
using Sluice.Engine.Throttling;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Shards;

internal sealed partial class Tenants
{
    /// <param name="post">Has the shard told something, after this turn.</param>
    public Tenants(
        TurnState state, ResidentExecutions residents, RecoveryCount count, ShardPorts ports, Action<Message> post)
    {
        (_timers, _residents, _count, _post) = (state.Timers, residents, count, post);
        _pacing = new StepPacing(ports.Steps, ports.Clock);
        var (shard, options, limits) = (state.Shard, ports.Options, ports.Options.Limits);
        var stored = new StoredExecutions(ports.Store, ports.Catalog);
        var interpreter = new ExecutionInterpreter(
            ports.Clock, ports.Entropy, ports.Draws, ports.Tokens, _pacing, options);
        var reports = new ExecutionReports(ports.Feed, ports.Running);
        Turn = new ShardTurn(state, residents, stored, interpreter, this, reports, ports.Damage, ports.Logger);
        Executions = new ExecutionRequests(Turn, stored, ports.Starts);
        Calls = new TaskCalls(
            Turn,
            ports.Dispatcher,
            residents,
            interpreter,
            EndCall,
            key => post(new Message.CallAgain(key)),
            ports.Logger);

        ChildCalls = new ChildCalls(Turn, ports.Placement, ports.Tokens, ports.Entropy, limits, EndCall);
        ChildStarts = new ChildStarts(Turn, ports.Catalog, ports.Starts, ports.Tokens);

        Schedules = new LiveSchedules(Turn);
        ScheduleFiring = new ScheduleFiring(
            Turn, Schedules, ports.Catalog, ports.Placement, options.ScheduleGrace, ports.Logger);
        ScheduleChanges = new ScheduleChanges(Turn, Schedules, ports.Catalog, ports.Entropy);
        ScheduledStarts = new ScheduledStarts(Turn, ports.Catalog, ports.Starts, ports.Logger);
        ScheduleRecovery = new ScheduleRecovery(shard, Turn, Schedules, ports.Store, ports.Catalog, ports.Logger);

        var errands = new MapErrands(ports.Scheduler, ports.Objects, ports.Store, limits, TellMapRuns, ports.Logger);
        MapRuns = new OpenMapRuns(Turn, TellMapRuns);
        MapChildren = new MapChildren(Turn, MapRuns, ports.Express, TellMapRuns);
        MapRunDriver = new MapRunDriver(Turn, MapRuns, MapChildren, errands, ports.Catalog, limits);
        MapRunChanges = new MapRunChanges(Turn, MapRuns, ports.Store);
        MapRunRecovery = new MapRunRecovery(
            shard, MapRuns, errands, ports.Store, ports.Store, ports.Catalog, limits, ports.Logger);
    }

    private void EndCall(AttemptId key, Outcome<JsonPayload> result) =>
        _post(new Message.CallEnded(key.Execution, key.Frame, key.Attempt, result));

    private void TellMapRuns(MapRunNews news) => _post(new Message.OfMapRun(news));
}
