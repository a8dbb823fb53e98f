using System.Text;
using Sluice.Definitions.Syntax;
using Sluice.Engine.Api;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Mocks;
using Sluice.Testing.Traces;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests;

/// <summary>One run of one test, in a world of its own.</summary>
internal sealed class TestRun
{
    private const string ScheduleName = "test";

    private static readonly TimeSpan RecordTime = TimeSpan.FromSeconds(5);

    private readonly TestFile _file;
    private readonly FlowTest _test;
    private readonly TestWorld _world;
    private readonly List<Act> _afterStates;
    private readonly DateTimeOffset _horizon;
    private int _redrives;

    private TestRun(TestFile file, FlowTest test, TestWorld world)
    {
        (_file, _test, _world) = (file, test, world);
        _afterStates = [.. test.Acts.Where(act => act.After is not null)];
        _redrives = test.Acts.Count(act => act.Kind == ActKind.Redrive);
        _horizon = test.Until is { } until ? test.Clock + until
            : test.Schedule is null ? DateTimeOffset.MaxValue
            : test.Clock + file.Limits.StandardExecution;
    }

    private FlowWorld World => _world.World;

    private FlowName FlowName => FlowName.Lookup(_file.UnderTest.Name);

    public static TestResult Of(
        TestFile file, FlowTest test, MockedFlows flows, TestSurroundings surroundings, IOnlooker? onlooker)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        try
        {
            var world = new TestWorld(file, test, flows, surroundings, onlooker);
            var result = new TestRun(file, test, world).Run();
            return result with { Real = System.Diagnostics.Stopwatch.GetElapsedTime(begun) };
        }
        catch (ApiException e)
        {
            return new(test, TestVerdict.Error, System.Diagnostics.Stopwatch.GetElapsedTime(begun), TimeSpan.Zero) { Reason = $"{e.Code}: {e.Message}" };
        }
    }

    private TestResult Run()
    {
        Unmet? endless = null;
        IReadOnlyList<ExecutionId> ids = [];
        try
        {
            ids = _test.Schedule is { } schedule ? RunSchedule(schedule)
                : _file.Mode == ExecutionMode.Express ? RunExpress()
                : RunStandard();
        }
        catch (EndlessException e)
        {
            ids = [.. _world.RowsOf(_file.UnderTest.Name).Select(row => row.Id)];
            endless = new("end", null, "an end", Cycle(e, ids), _test.Position);
        }

        var rows = ids.Select(_world.FindRow).OfType<ExecutionRow>().ToList();
        return Judge(rows, endless);
    }

    private List<ExecutionId> RunStandard()
    {
        var started = World.Await(engine => engine.Executions.StartAsync(FlowWorld.Account, NewExecution, CancellationToken.None));
        foreach (var act in _test.Acts.Where(act => act.At is not null))
        {
            World.At(_test.Clock + act.At!.Value, isReport: act.Kind == ActKind.Report, engine => DoAsync(act, engine));
        }

        World.Run(
            () =>
            {
                DoAfterStates(started.Id);
                return _world.Target.Missing is not null
                    || (_redrives == 0 && _world.FindRow(started.Id)!.Status.HasEnded());
            },
            _horizon);
        return [started.Id];
    }

    private List<ExecutionId> RunExpress()
    {
        var running = World.Engine.Executions.StartSyncAsync(FlowWorld.Account, NewExecution, CancellationToken.None);
        World.Run(() => running.IsCompleted || _world.Target.Missing is not null, _horizon);
        if (!running.IsCompleted)
        {
            return [];
        }

        // Its record is written behind.
        var id = running.GetAwaiter().GetResult().Id;
        World.Run(() => _world.FindRow(id) is not null, World.Time.GetUtcNow() + RecordTime);
        return [id];
    }

    private List<ExecutionId> RunSchedule(TestSchedule schedule)
    {
        if (schedule.From is { } from && from > World.Time.GetUtcNow())
        {
            World.Run(() => false, from);
            World.Time.AdvanceTo(from);
        }

        World.Await(engine => engine.Schedules.CreateAsync(
            FlowWorld.Account,
            new NewSchedule(FlowName, Model.Names.ScheduleName.Parse("ScheduleName", ScheduleName), schedule.Cron) { Payload = schedule.Payload },
            CancellationToken.None));
        World.Run(
            () => _world.Target.Missing is not null
                || _world.RowsOf(_file.UnderTest.Name).Count(row => row.Status.HasEnded()) >= schedule.Fire,
            _horizon);
        return [.. _world.RowsOf(_file.UnderTest.Name).Take(schedule.Fire).Select(row => row.Id)];
    }

    private NewExecution NewExecution => new(
        FlowName,
        ExecutionName.Parse("execution.name", _test.ExecutionName),
        _test.Input.ToString());

    private void DoAfterStates(ExecutionId id)
    {
        if (_afterStates.Count == 0)
        {
            return;
        }

        var trace = Trace.Of(_world.EventsOf(id));
        foreach (var act in _afterStates.Where(act => trace.Of(act.After!).Any(visit => visit.HasSucceeded)).ToList())
        {
            _afterStates.Remove(act);
            World.At(World.Time.GetUtcNow(), isReport: act.Kind == ActKind.Report, engine => DoAsync(act, engine));
        }
    }

    private async Task DoAsync(Act act, Engine.SluiceEngine engine)
    {
        var key = new ExecutionKey(FlowName, ExecutionName.Lookup(_test.ExecutionName));
        switch (act.Kind)
        {
            case ActKind.Stop:
                await engine.Executions.StopAsync(FlowWorld.Account, key, act.Error, act.Cause, CancellationToken.None);
                break;
            case ActKind.Report when TokenOf(act.State) is { } token:
                await TestWorld.ReportAsync(engine, token, act.Report);
                break;
            case ActKind.Report:
                World.Refused.Add($"'{act.State}' had called nothing that could be reported on.");
                break;
            default:
                await RedriveAsync(engine, key);
                break;
        }
    }

    /// <remarks>It has ended until it is redriven, so until then its end is not the test's.</remarks>
    private async Task RedriveAsync(Engine.SluiceEngine engine, ExecutionKey key)
    {
        try
        {
            await engine.Executions.RedriveAsync(FlowWorld.Account, key, new RedriveOptions(), CancellationToken.None);
        }
        finally
        {
            _redrives--;
        }
    }

    private string? TokenOf(string state) => _world.Target.Calls
        .LastOrDefault(call => call.TaskToken is not null && (call.Path == state || call.State.Name == state))?.TaskToken;

    private TestResult Judge(IReadOnlyList<ExecutionRow> rows, Unmet? endless)
    {
        var evidence = rows.Select(_world.EvidenceOf).ToList();
        List<Unmet> unmet = _world.Target.Missing is { } missing ? [Verdicts.NoAnswer(missing.Call, _test, _file)]
            : endless is not null ? [endless]
            : [.. CountOfRuns(rows), .. evidence.SelectMany((each, i) => Check(each, ExpectOf(i)))];
        unmet.AddRange(World.Refused.Select(refusal => new Unmet("act", null, "to be accepted", refusal, _test.Position)));
        var warnings = _world.Target.Missing is null ? Verdicts.Unused(_world.Unused) : [];
        var failed = unmet.Count > 0 || (_test.IsStrict && warnings.Count > 0);
        return new(_test, failed ? TestVerdict.Failed : TestVerdict.Passed, TimeSpan.Zero, World.Time.GetUtcNow() - _test.Clock)
        {
            Unmet = unmet,
            Warnings = warnings,
            Ran = evidence.Count == 0 ? "" : Verdicts.Ran(evidence[0]),
        };
    }

    private IEnumerable<Unmet> CountOfRuns(IReadOnlyList<ExecutionRow> rows)
    {
        if (rows.Count < (_test.Schedule?.Fire ?? 1))
        {
            yield return new(
                _test.Schedule is null ? "end" : "schedule.fire",
                null,
                $"{_test.Schedule?.Fire ?? 1} executions",
                $"{rows.Count}, until {World.Time.GetUtcNow():u}",
                _test.Position);
        }
    }

    private MappingNode? ExpectOf(int run) =>
        _test.Expect.Count == 0 ? null : _test.Expect[Math.Min(run, _test.Expect.Count - 1)];

    private IEnumerable<Unmet> Check(Evidence evidence, MappingNode? expect)
    {
        var unmet = expect is null ? [] : Checking.Of(expect, evidence, _file.UnderTest.Flow);
        var saysHow = expect is not null
            && new[] { "status", "error", "cause", "handled", "always", "if" }.Any(key => expect.Find(key) is not null)
            || expect?.Find("never")?.Value is MappingNode;
        if (!saysHow && _test.Until is null && evidence.Status != ExecutionStatus.Succeeded)
        {
            unmet = [new("status", null, "Succeeded (nothing else is said)", $"{evidence.Status} ({evidence.Error})", _test.Position), .. unmet];
        }

        return unmet.Select((each, i) => i == 0 ? Verdicts.Explained(each, evidence, _file) : each);
    }

    /// <summary>The steps that come again and again, and how often.</summary>
    private string Cycle(EndlessException endless, IReadOnlyList<ExecutionId> ids)
    {
        var text = new StringBuilder(endless.Message.TrimEnd('.'));
        foreach (var id in ids)
        {
            var often = _world.EventsOf(id).Where(happened => happened.Type == EventType.StepEntered)
                .GroupBy(happened => happened.StepName).OrderByDescending(group => group.Count()).Take(5)
                .Select(group => $"{group.Key} ×{group.Count()}");
            text.Append("; ").AppendJoin(", ", often);
        }

        return text.ToString();
    }
}
