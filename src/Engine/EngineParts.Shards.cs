using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Schedules;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Shards;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Tasks;
using Sluice.Engine.Throttling;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Engine;

/// <remarks>Shards: in each a turn, those who work in it, and the loop.</remarks>
internal sealed partial class EngineParts
{
    private IReadOnlyList<Shard> OpenShards(DrawSeeds draws)
    {
        var rates = _options.Steps is { } rate ? new StepRates(rate) : null;
        var courier = new LetterCourier(Edges, Link, Directory.IsAlone);
        return [.. Edges.Select(edge => OpenShard(edge, draws, rates, courier))];
    }

    private Shard OpenShard(ShardEdge edge, DrawSeeds draws, StepRates? rates, LetterCourier courier)
    {
        var count = new RecoveryCount();
        var gate = new Gate();
        var heavy = new HeavyWork(_lanes, gate);
        var residents = new ResidentExecutions(_options.ResidentExecutions, _memory, edge.Mailbox.Wake);
        var state = new TurnState(
            edge.Id,
            _clock,
            edge.Ids,
            new ArmedTimers(_clock, _options.TimerHorizon),
            courier.Pass);
        var turn = OpenTurn(edge, state, residents, draws, new StepPacing(rates, _clock), heavy, count);
        var tenants = turn.Effects;
        var timers = new TimerRounds(
            state, turn, residents, tenants.Schedules, _store, Damage, edge.Post);
        var hot = new HotExecutions(
            edge.Id, _store, turn, tenants, count, Recovery, edge.Post, () => courier.TellOthers(edge.Id), _logger);
        var possession = new Possession(edge, Directory, _options.RecoveryPause, _outside.Scheduler);
        var recovery = new ShardRecovery(
            possession,
            state,
            residents,
            tenants,
            timers,
            hot,
            heavy,
            _store,
            _outage,
            Feed,
            Damage,
            () => Dispatcher.CancelAll(key => key.Execution.Shard == edge.Id && !Express.IsRunning(key.Execution)));
        var messages = new MessageHandling(
            possession,
            recovery,
            hot,
            tenants,
            timers,
            new IncomingLetters(tenants, _logger),
            new TurningAway(edge.Id, possession, _outage, Dispatcher.Cancel),
            Damage);
        return new Shard(
            edge,
            state,
            residents,
            tenants,
            messages,
            timers,
            possession,
            recovery,
            Committer,
            gate,
            heavy,
            _clock,
            _options,
            _outside.Scheduler,
            _logger);
    }

    private ShardTurn<Tenants> OpenTurn(
        ShardEdge edge,
        TurnState state,
        ResidentExecutions residents,
        DrawSeeds draws,
        StepPacing pacing,
        HeavyWork heavy,
        RecoveryCount count)
    {
        var stored = new StoredExecutions(_store, _store, _store, _catalog, _options.Limits);
        var interpreter = new ExecutionInterpreter(_clock, _outside.Entropy, draws, _tokens, pacing, _options, _outside.Onlooker);
        var reports = new ExecutionReports(Feed, _running, _observer);
        return new(state, residents, stored, interpreter, reports, Damage, new StoredQuota(_options.Limits), _logger, OpenTenants);

        Tenants OpenTenants(ITurn turn)
        {
            var mapRuns = OpenMapRuns(edge.Id, turn, news => edge.Post(
                new Message.OfMapRun(news) { Account = news.Run.Revision.Account }));
            return new(
                turn,
                new ExecutionRequests(turn, residents, stored, _rules, mapRuns.Redriver),
                new TaskCalls(
                    turn,
                    Dispatcher,
                    residents,
                    interpreter,
                    (account, key, result) => EndCall(account, key, result),
                    CallAgain,
                    CallNow,
                    _logger),
                new Continuations(state.Timers, pacing, heavy.Add),
                new SubFlowTenant(
                    turn,
                    _catalog,
                    _rules,
                    Placement,
                    _tokens,
                    _outside.Entropy,
                    _options.Limits,
                    mapRuns.Redriver,
                    (key, result) => EndCall(null, key, result)),
                OpenSchedules(edge.Id, turn),
                mapRuns,
                count);
        }

        void EndCall(AccountId? account, AttemptId key, Outcome<JsonPayload> result) =>
            edge.Post(new Message.CallEnded(key.Execution, key.Frame, key.Attempt, result) { Account = account });

        void CallNow(AccountId account, AttemptId key) => edge.Post(new Message.CallNow(key) { Account = account });

        void CallAgain(AccountId account, AttemptId key) => edge.Post(new Message.CallAgain(key) { Account = account });
    }

    private ScheduleTenant OpenSchedules(int shard, ITurn turn) => new(
        shard,
        turn,
        _store,
        _catalog,
        _rules,
        Placement,
        _outside.Entropy,
        _options.ScheduleGrace,
        _logger);

    private MapRunTenant OpenMapRuns(int shard, ITurn turn, Action<MapRunNews> tell) => new(
        shard,
        turn,
        _store,
        _store,
        _catalog,
        _rules,
        Express,
        new MapErrands(_outside.Scheduler, _outside.Objects, _store, _memory.Accounts, _options.Limits, tell, _logger),
        _memory.Accounts,
        _options.Limits,
        tell,
        _logger);
}
