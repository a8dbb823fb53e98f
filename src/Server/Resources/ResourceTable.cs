using Sluice.Engine;
using Sluice.Events;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Queues;
using Sluice.Server.Admission;
using Sluice.Server.Audit;
using Sluice.Server.Health;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;
using Sluice.Testing.Tests;

namespace Sluice.Server.Resources;

/// <summary>Everything that the own API has.</summary>
internal static class ResourceTable
{
    /// <param name="queues">Null where there are none.</param>
    /// <param name="objects">Null where there are none.</param>
    /// <param name="events">Null where there are none.</param>
    /// <param name="tests">In what tests run; null where none do.</param>
    public static RouteTable Of(
        SluiceEngine engine,
        Gatekeeper? gatekeeper,
        AuditOptions audit,
        SessionResources sessions,
        SystemFacts facts,
        QueueStore? queues,
        IObjectStore? objects,
        EventBuses? events,
        TestSurroundings? tests,
        Func<IEnumerable<AccountId>> accounts,
        TimeProvider time)
    {
        List<Resource> all =
        [
            .. DefinitionResources.Of(engine.Limits, engine.Actions, engine.Turns),
            TryStateResource.Of(engine.Limits, engine.Turns),
            .. new FlowResources(engine.Flows, engine.Executions).All,
            .. new VersionResources(engine.Flows, engine.Versions, engine.Aliases, engine.Limits, engine.Turns).All,
            .. new SearchResources(engine.Searches).All,
            new RecordingResources(engine.Recordings).Read,
            new ReplayResource(engine.Recordings, engine.Turns, engine.Limits, time).Make,
            .. tests is null ? [] : new[] { new TestResource(engine.Turns, engine.Limits, time, tests).Make },
            new ExplorationResource(engine.Turns, engine.Limits, time).Make,
            .. new ExecutionResources(engine.Flows, engine.Executions, engine.Inspections).All,
            .. new RepairResources(engine.Executions).All,
            .. new BatchResources(engine.Batches, new BatchPermission(engine.Flows, gatekeeper)).All,
            .. new InboxResources(engine.Inbox).All,
            .. new SearchKeyResources(engine.SearchKeys).All,
            .. new MapRunResources(engine.MapRuns).All,
            .. new TargetResources(engine.Targets).All,
            WhyResource.Of(engine.Inspections, time),
            .. new StreamResources(engine.Watches, time).All,
            .. new ScheduleResources(engine.Schedules, engine.Executions, time).All,
            .. queues is null ? [] : new QueueResources(queues).All,
            .. objects is null ? [] : new BucketResources(objects).All,
            .. events is null ? [] : new EventResources(events).With(new EventRuleResources(events, engine.Flows, engine.Limits)),
            new AuditResources(audit).List,
            .. new SystemResources(facts, engine.Usage, accounts, time).All,
            .. sessions.All,
        ];
        all.Add(PermissionResource.Of([.. all], gatekeeper));
        all.Add(Description(all));
        return new RouteTable(all);
    }

    /// <summary>Says what the others are, and what it is itself.</summary>
    private static Resource Description(IReadOnlyList<Resource> all) => new(
        "GET",
        "/openapi.json",
        new Operation<Parameters>("GetOpenApi", mutates: false)
        {
            IsForAnybody = true,
            Naming = [],
            Reading = (parameters, _) => parameters,
            Subject = _ => new Subject.DecidedInside(),
            Run = (_, _, answer, _) =>
            {
                new OpenApiDocument(all, Shapes.Error).Write(answer);
                return Task.CompletedTask;
            },
        })
    {
        Summary = "This description, in OpenAPI 3.1.",
        Answer = Shapes.OpenApi,
    };
}
