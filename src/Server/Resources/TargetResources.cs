using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Engine.Tasks;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>What stands behind the actions of tasks: for whoever wants to know where calls go, and how they go.</summary>
internal sealed class TargetResources(TargetService targets)
{
    private static readonly OwnPage<string> Pages = new(PageToken.OfName("targets"), most: 500, usual: 100);

    public IEnumerable<Resource> All => [List, Probe];

    private Resource List => new(
        "GET", "/targets", new Operation<(string? After, int Limit)>("ListTargets", mutates: false)
        {
            Naming = [],
            ReadsPages = true,
            Reading = (parameters, _) => (Pages.Place(parameters), Pages.Limit(parameters)),
            Subject = _ => Subject.AllFlows,
            Run = (request, caller, answer, _) =>
            {
                // One more says whether there is another page.
                var found = targets.List(caller.Account, request.After, request.Limit + 1);
                var page = found.Take(request.Limit).ToList();
                Pages.Write(answer, page, found.Count > page.Count ? page[^1].Name : null, Write);
                return Task.CompletedTask;
            },
        })
    {
        Summary = "Which action or name of a service goes where, and how the account's calls have gone in the last hour.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(TargetShapes.Target),
    };

    private Resource Probe => new(
        "POST", "/targets/{target}/probe", new Operation<string>("ProbeTarget", mutates: true)
        {
            Naming = ["target"],
            Reading = (parameters, _) => parameters.Required("target"),
            Subject = _ => Subject.Server,
            Run = async (target, _, answer, cancellationToken) =>
            {
                answer.WriteString("name"u8, target);
                Write(answer, await targets.ProbeAsync(target, cancellationToken));
            },
        })
    {
        Summary = "Looks whether a target can be reached, and calls nothing; it takes ten seconds at most.",
        Answer = TargetShapes.Probed,
    };

    private static void Write(Utf8JsonWriter json, TargetView target)
    {
        json.WriteString("name"u8, target.Name);
        WriteTexts(json, "actions"u8, target.Actions);
        json.WriteString("backend"u8, target.Backend);
        if (target.Address is { } address)
        {
            json.WriteString("address"u8, address);
        }

        if (target.IsReachable is { } reachable)
        {
            json.WriteBoolean("reachable"u8, reachable);
        }

        json.WriteBoolean("canBeProbed"u8, target.CanBeProbed);
        if (target.Probe is { } probe)
        {
            json.WriteStartObject("lastProbe"u8);
            Write(json, probe);
            json.WriteEndObject();
        }

        Write(json, target.Figures);
        json.WriteStartArray("places"u8);
        foreach (var place in target.Places)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, place.Place);
            json.WriteNumber("waiting"u8, place.Waiting);
            Write(json, place.Figures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CallFigures figures)
    {
        json.WriteNumber("out"u8, figures.Out);
        json.WriteNumber("calls"u8, figures.Calls);
        json.WriteNumber("failed"u8, figures.Failed);
        json.WriteStartArray("errors"u8);
        foreach (var (code, count) in figures.Errors)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, code);
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (figures.LastFailure is { } failure)
        {
            json.WriteStartObject("lastFailure"u8);
            json.WriteString("code"u8, failure.Code);
            Times.Write(json, "at"u8, failure.At);
            json.WriteString("flow"u8, failure.Flow);
            json.WriteString("execution"u8, failure.Execution);
            json.WriteString("state"u8, failure.State);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, ProbeView probe)
    {
        Times.Write(json, "at"u8, probe.At);
        json.WriteBoolean("reachable"u8, probe.Problem is null);
        json.WriteNumber("milliseconds"u8, (long)probe.Took.TotalMilliseconds);
        if (probe.Problem is { } problem)
        {
            json.WriteString("problem"u8, problem);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
