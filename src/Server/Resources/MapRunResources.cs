using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Map runs: the distributed Maps of an execution, and what has become of their items.</summary>
internal sealed class MapRunResources(MapRunService runs)
{
    private static readonly OwnPage<string> Pages = new(PageToken.OfName("map-runs"), most: 100, usual: 20);

    private static readonly OwnPage<ExecutionPlace?> ItemPages = new(
        PageToken.Of<ExecutionPlace?>("map-items", ReadPlace, place => string.Create(
            CultureInfo.InvariantCulture, $"{place!.Value.StartedMilliseconds}.{place.Value.Name}")),
        most: 200,
        usual: 50);

    public IEnumerable<Resource> All => [List, Get, ListItems];

    private Resource List => new(
        "GET",
        "/executions/{flow}/{name}/map-runs",
        new Operation<(ExecutionKey Key, string? After, int Limit)>("ListMapRuns", mutates: false)
        {
            Naming = ["flow", "name"],
            ReadsPages = true,
            Reading = (parameters, _) => (OwnParameters.Execution(parameters), Pages.Place(parameters), Pages.Limit(parameters)),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var page = await runs.ListAsync(
                    caller.Account, request.Key, request.After, request.Limit, cancellationToken);
                Pages.Write(answer, page.Items, page.Next(last => last.Run.Key.Name), Write);
            },
        })
    {
        Summary = "The distributed Maps that an execution has come to, by the names of their runs.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(MapRunShapes.Run),
    };

    private Resource Get => new(
        "GET", "/executions/{flow}/{name}/map-runs/{run}", new Operation<MapRunKey>("GetMapRun", mutates: false)
        {
            Naming = ["flow", "name", "run"],
            Reading = (parameters, _) => Key(parameters),
            Subject = key => Subject.Flow(key.Execution.Flow),
            Run = async (key, caller, answer, cancellationToken) =>
                Write(answer, await runs.GetAsync(caller.Account, key, cancellationToken)),
        })
    {
        Summary = "One distributed Map of an execution, with what has become of its items.",
        Answer = MapRunShapes.Run,
    };

    private Resource ListItems => new(
        "GET",
        "/executions/{flow}/{name}/map-runs/{run}/items",
        new Operation<MapChildListing>("ListMapRunItems", mutates: false)
        {
            Naming = ["flow", "name", "run"],
            ReadsPages = true,
            Reading = (parameters, _) => new(
                Key(parameters), OwnParameters.FindStatus(parameters), ItemPages.Place(parameters), ItemPages.Limit(parameters)),
            Subject = listing => Subject.Flow(listing.Key.Execution.Flow),
            Run = async (listing, caller, answer, cancellationToken) =>
            {
                var page = await runs.ListChildrenAsync(caller.Account, listing, cancellationToken);
                ItemPages.Write(
                    answer,
                    page.Items,
                    page.Next(last => (ExecutionPlace?)new ExecutionPlace(last.Started.ToUnixTimeMilliseconds(), last.Name)),
                    Write);
            },
        })
    {
        Summary = "Children of a distributed Map that have been started, those that were started last first.",
        Query = [OwnParameters.Status, .. ItemPages.Fields],
        Answer = Shape.PageOf(MapRunShapes.Item),
    };

    private static MapRunKey Key(Parameters parameters) =>
        new(OwnParameters.Execution(parameters), parameters.Required("run"));

    private static void Write(Utf8JsonWriter json, MapRunDetails details)
    {
        var run = details.Run;
        json.WriteString("name"u8, run.Key.Name);
        WriteText(json, "state"u8, details.State);
        json.WriteString("status"u8, run.Status.ToString());
        Times.Write(json, "started"u8, run.Started);
        if (run.Stopped is { } stopped)
        {
            Times.Write(json, "stopped"u8, stopped);
        }

        WriteText(json, "childMode"u8, details.ChildMode?.ToString());
        json.WriteNumber("concurrency"u8, run.Concurrency);
        json.WriteNumber("toleratedFailedCount"u8, run.ToleratedCount);
        json.WriteNumber("toleratedFailedPercentage"u8, run.ToleratedPercentage);
        json.WriteStartObject("items"u8);
        json.WriteNumber("total"u8, run.Items.Total);
        json.WriteNumber("pending"u8, run.Items.Pending);
        json.WriteNumber("running"u8, run.Items.Running);
        json.WriteNumber("succeeded"u8, run.Items.Succeeded);
        json.WriteNumber("failed"u8, run.Items.Failed);
        json.WriteNumber("aborted"u8, run.Items.Aborted);
        json.WriteEndObject();
        WriteText(json, "firstFailure"u8, details.FirstFailure);
    }

    private static void Write(Utf8JsonWriter json, MapChildView child)
    {
        json.WriteNumber("index"u8, child.Index);
        json.WriteString("name"u8, child.Name);
        json.WriteString("status"u8, child.Status.ToString());
        Times.Write(json, "started"u8, child.Started);
        if (child.Stopped is { } stopped)
        {
            Times.Write(json, "stopped"u8, stopped);
        }

        WriteText(json, "error"u8, child.Error);
        WriteText(json, "cause"u8, child.Cause);
        WriteText(json, "state"u8, child.FailedState);
        WriteText(json, "damage"u8, child.Damage);
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    private static ExecutionPlace? ReadPlace(string text) =>
        text.Split('.', 2) is [var started, var name]
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new ExecutionPlace(milliseconds, name)
            : null;
}
