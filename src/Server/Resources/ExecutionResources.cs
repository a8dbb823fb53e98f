using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>Executions: start one, look at it, read what has happened, stop it.</summary>
internal sealed class ExecutionResources(FlowService flows, ExecutionService executions, InspectionService inspections)
{
    private static readonly OwnPage<long?> Events = new(
        new PageToken<long?>(ReadEvent, id => string.Create(CultureInfo.InvariantCulture, $"{id}")), most: 999, usual: 200);

    public IEnumerable<Resource> All => [Start, Get, ListEvents, Stop, Delete];

    private Resource Start => new("POST", "/flows/{flow}/executions", new Operation<NewExecution>("StartExecution", mutates: true)
    {
        Naming = ["flow", "name", "qualifier"],
        Reading = (parameters, _) => new(
            OwnParameters.Flow(parameters),
            parameters.Optional("name") is { } name ? ExecutionName.Parse("name", name) : null,
            parameters.Utf8("input"),
            CallbackToken: null,
            parameters.Optional("qualifier")),
        Subject = request => Subject.Start(request.FlowName, request.Name?.Value),
        Run = StartAsync,
    })
    {
        Summary = "Starts an execution, or finds the running one of this name; one of an Express flow is run to its end.",
        Body =
        [
            new Field("name", Shape.Text, "Unique in the flow; made up when it is left out.").OrNone,
            new Field("input", Shape.AnyObject, "What it is to work on; an empty object when it is left out.").OrNone,
            new Field("qualifier", Shape.Text, "A version or an alias; the flow as it stands when it is left out.").OrNone,
        ],
        Answer = Shapes.StartedExecution,
    };

    private Resource Get => new("GET", "/executions/{flow}/{name}", new Operation<ExecutionKey>("GetExecution", mutates: false)
    {
        Naming = ["flow", "name"],
        ReadsPages = true,
        Reading = (parameters, _) => OwnParameters.Execution(parameters),
        Subject = key => Subject.Flow(key.Flow),
        Run = async (key, caller, answer, cancellationToken) => InspectionAnswers.Write(
            answer, await inspections.InspectAsync(caller.Account, key, cancellationToken)),
    })
    {
        Summary = "One execution, with every step that it has entered and where each stands.",
        Answer = Shapes.Execution,
    };

    private Resource ListEvents => new(
        "GET",
        "/executions/{flow}/{name}/events",
        new Operation<(ExecutionKey Key, long After, int Limit)>("ListExecutionEvents", mutates: false)
        {
            Naming = ["flow", "name"],
            ReadsPages = true,
            Reading = (parameters, _) => (
                OwnParameters.Execution(parameters), Events.Place(parameters) ?? 0, Events.Limit(parameters)),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await executions.GetHistoryAsync(
                caller.Account, request.Key, request.After + 1, request.Limit, cancellationToken)),
        })
    {
        Summary = "What has happened in an execution, oldest first; 'after' is the number of an event.",
        Query = Events.Fields,
        Answer = Shape.PageOf(Shapes.Event),
    };

    private Resource Stop => new(
        "POST",
        "/executions/{flow}/{name}/stop",
        new Operation<(ExecutionKey Key, string? Error, string? Cause)>("StopExecution", mutates: true)
        {
            Naming = ["flow", "name"],
            Reading = (parameters, _) => (
                OwnParameters.Execution(parameters),
                parameters.Text("error", ExecutionParameters.ErrorCharacters),
                parameters.Text("cause", ExecutionParameters.CauseCharacters)),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) => ExecutionAnswers.WriteBrief(
                answer,
                await executions.StopAsync(caller.Account, request.Key, request.Error, request.Cause, cancellationToken)),
        })
    {
        Summary = "Stops an execution that is in progress.",
        Body =
        [
            new Field("error", Shape.Text, "A code that its history keeps.").OrNone,
            new Field("cause", Shape.Text, "The sentence to it.").OrNone,
        ],
        Answer = Shapes.ExecutionBrief,
    };

    private Resource Delete => new(
        "DELETE",
        "/executions/{flow}/{name}",
        new Operation<ExecutionKey>("DeleteExecution", mutates: true)
        {
            Naming = ["flow", "name"],
            Reading = (parameters, _) => OwnParameters.Execution(parameters),
            Subject = key => Subject.Flow(key.Flow),
            Run = (key, caller, _, cancellationToken) => executions.DeleteAsync(caller.Account, key, cancellationToken),
        })
    {
        Summary = "Deletes an execution that has ended, with its history and the children of its map runs; its name is free then.",
        Answer = Shapes.Nothing,
    };

    /// <summary>The number of an event, which is what pages and streams go on from.</summary>
    public static long? ReadEvent(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id < long.MaxValue ? id : null;

    private async Task StartAsync(
        NewExecution request, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var flow = await flows.GetAsync(caller.Account, request.FlowName, version: null, cancellationToken);
        var execution = flow.Mode == ExecutionMode.Express
            ? await executions.StartSyncAsync(caller.Account, request, cancellationToken)
            : await executions.StartAsync(caller.Account, request, cancellationToken);
        ExecutionAnswers.WriteStarted(answer, execution);
    }

    private static void Write(Utf8JsonWriter answer, HistoryPage page)
    {
        var scratch = new ArrayBufferWriter<byte>(256);
        Events.Write(
            answer, page.Events, page.NextEvent - 1, (json, happened) => EventJson.Write(json, happened, scratch));
    }
}
