using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Engine.Api;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Mocks;
using Sluice.Testing.Time;
using Sluice.Testing.Traces;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests;

/// <summary>The world of one test: its flows created, its services answering by its book.</summary>
internal sealed class TestWorld
{
    private readonly TestFile _file;
    private readonly FlowTest _test;
    private readonly Dictionary<string, (Flow Flow, AnswerBook Book)> _books;
    private readonly MemoryObjects _objects = new();
    private readonly GlobalsOnlooker _globals;

    public TestWorld(TestFile file, FlowTest test, MockedFlows flows, TestSurroundings surroundings, IOnlooker? onlooker)
    {
        (_file, _test) = (file, test);
        _books = file.Flows.ToDictionary(flow => flow.Name, flow => BookOf(flow, flows));
        foreach (var (place, text) in test.Objects)
        {
            _objects[place] = text;
        }

        var embedded = surroundings.OpenEmbedded(_objects);
        var time = new VirtualTime(test.Clock);
        Target = new MockTarget([.. ActionsOf(embedded.SelectMany(target => target.Actions))], _books, surroundings.Twins, embedded, time);
        World = new FlowWorld(new(surroundings.OpenStore(), time, Target, Target.Waiting, _objects)
        {
            Seed = test.Seed,
            Limits = file.Limits,
            Compile = (_, name, _, _) => new(_books[name!].Flow, []),
            Onlooker = _globals = new GlobalsOnlooker(onlooker),
            StepsAtMost = surroundings.StepsAtMost,
            Pause = surroundings.Pause,
        });
        Target.Report = (token, due, result) => World.At(due, isReport: true, engine => ReportAsync(engine, token, result));
        Target.CountVisits = CountVisits;
        foreach (var flow in file.Flows)
        {
            Create(flow);
        }
    }

    public FlowWorld World { get; }

    public MockTarget Target { get; }

    /// <summary>Answers that were never used.</summary>
    public IEnumerable<(string Key, Answer Answer)> Unused => _books.Values.SelectMany(known => known.Book.Unused);

    public static Task ReportAsync(Engine.SluiceEngine engine, string token, Outcome<JsonPayload> result) =>
        result.TryGet(out var output, out var failure)
            ? engine.Executions.ReportSucceededAsync(FlowWorld.Account, token, output, CancellationToken.None)
            : engine.Executions.ReportFailedAsync(FlowWorld.Account, token, failure.Code, failure.Cause, CancellationToken.None);

    public ExecutionRow? FindRow(ExecutionId id) => Ready(World.Store.FindExecutionAsync(id, CancellationToken.None));

    public IReadOnlyList<HistoryEvent> EventsOf(ExecutionId id) =>
    [
        .. Ready(World.Store.ReadEventsAsync(id, 1, int.MaxValue, long.MaxValue, CancellationToken.None))
            .SelectMany(chunk => EventCodec.Decode(chunk.Events)),
    ];

    /// <summary>Executions of a flow, oldest first.</summary>
    public IReadOnlyList<ExecutionRow> RowsOf(string flow, bool children = false)
    {
        var found = Ready(World.Store.FindFlowAsync(FlowWorld.Account, flow, CancellationToken.None))!;
        var query = new ExecutionQuery { FlowId = found.Id, MetadataOnly = false, Limit = int.MaxValue };
        return [.. Ready(World.Store.ListExecutionsAsync(query, CancellationToken.None))
            .Where(row => children || row.MapRun is null).OrderBy(row => row.Id.Value)];
    }

    public Evidence EvidenceOf(ExecutionRow row)
    {
        var events = EventsOf(row.Id);
        return new()
        {
            Status = row.Status,
            Error = row.Error,
            Cause = row.Cause,
            Output = row.Output is { } output ? JsonPayload.FromStored(output).Value : null,
            Events = events,
            Trace = Trace.Of(events),
            Calls = Target.Calls,
            Took = TimeSpan.FromMilliseconds(
                (row.Stopped ?? World.Time.GetUtcNow().ToUnixTimeMilliseconds()) - row.Started),
            Global = _globals.Of(row.Name),
            Children = flow => _file.Flows.Skip(1).Any(known => known.Name == flow) ? [.. RowsOf(flow).Select(EndOf)] : [],
            MapRun = name => CountsOf(row, name),
            Object = place => _objects.Has(place) ? _objects[place] : null,
        };
    }

    private (Flow Flow, AnswerBook Book) BookOf(TestedFlow flow, MockedFlows flows)
    {
        var targets = flow == _file.UnderTest ? _test.Targets : _test.Children.GetValueOrDefault(flow.Name) ?? [];
        return (flows.Of(_test, flow.Name), new AnswerBook(targets));
    }

    private IEnumerable<string> ActionsOf(IEnumerable<string> embedded) => _books.Values
        .SelectMany(known => known.Flow.States.OfType<TaskState>()).Select(task => task.Action)
        .Where(action => action != TaskState.StartExecution)
        .Concat(embedded).Distinct(StringComparer.Ordinal);

    private void Create(TestedFlow flow) => World.Await(engine => engine.Flows.CreateAsync(
        FlowWorld.Account,
        new NewFlow(FlowName.Parse("Name", flow.Name), flow.Definition)
        {
            Mode = flow == _file.UnderTest ? _file.Mode : ExecutionMode.Standard,
            RoleArn = flow == _file.UnderTest ? _file.Role : "",
        },
        CancellationToken.None));

    private int CountVisits(string flow, string execution, AttemptName attempt)
    {
        var row = RowsOf(flow, children: true).Last(each => each.Name == execution);
        var visit = Trace.Of(EventsOf(row.Id)).Visits.FirstOrDefault(each => each.EnteredEvent == attempt.EnteredEventId);
        return visit?.Number ?? 1;
    }

    private (int Succeeded, int Failed) CountsOf(ExecutionRow row, string mapRun)
    {
        var key = new MapRunKey(new ExecutionKey(FlowName.Lookup(_file.UnderTest.Name), ExecutionName.Lookup(row.Name)), mapRun);
        var view = World.Await(engine => engine.MapRuns.DescribeAsync(FlowWorld.Account, key, CancellationToken.None));
        return (view.Items.Succeeded, view.Items.Failed);
    }

    private static ChildEnd EndOf(ExecutionRow row) =>
        new(row.Status, row.Output is { } output ? JsonPayload.FromStored(output).Value : null, row.Error);

    /// <remarks>A store in memory answers at once.</remarks>
    private static T Ready<T>(ValueTask<T> answer) => answer.GetAwaiter().GetResult();
}
