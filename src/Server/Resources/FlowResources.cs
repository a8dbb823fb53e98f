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
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Flows: what there is, and putting one in its place.</summary>
internal sealed class FlowResources(FlowService flows, ExecutionService executions)
{
    private static readonly OwnPage<string> Pages = new(PageToken.OfName("flows"), most: 100, usual: 50);

    /// <summary>A flow to create or to change. What is null stays as it is.</summary>
    private sealed record Wanted(FlowName Name, string Definition, ExecutionMode? Mode, string? Description, string? RoleArn);

    public IEnumerable<Resource> All => [List, Get, Put, Delete];

    private Resource List => new(
        "GET",
        "/flows",
        new Operation<(string? After, int Limit)>("ListFlows", mutates: false)
        {
            Naming = [],
            ReadsPages = true,
            Reading = (parameters, _) => (Pages.Place(parameters), Pages.Limit(parameters)),
            Subject = _ => Subject.AllFlows,
            Run = ListAsync,
        })
    {
        Summary = "The account's flows by name, each with its last execution.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(Shapes.Flow),
    };

    private Resource Get => new("GET", "/flows/{flow}", new Operation<(FlowName Name, string? Version)>("GetFlow", mutates: false)
    {
        Naming = ["flow", "version"],
        Reading = (parameters, _) => (OwnParameters.Flow(parameters), parameters.Optional("version")),
        Subject = request => Subject.Flow(request.Name),
        Run = async (request, caller, answer, cancellationToken) =>
        {
            var flow = await flows.GetAsync(caller.Account, request.Name, request.Version, cancellationToken);
            Write(answer, flow, await FindLastAsync(caller.Account, flow, cancellationToken));
            answer.WriteString("definition"u8, flow.Definition);
        },
    })
    {
        Summary = "One flow with its definition.",
        Query = [new Field("version", Shape.Text, "As it was published under this number; as it stands when left out.").OrNone],
        Answer = Shapes.FlowWithDefinition,
    };

    private Resource Put => new("PUT", "/flows/{flow}", new Operation<Wanted>("PutFlow", mutates: true)
    {
        Naming = ["flow", "roleArn"],
        Reading = (parameters, _) => Read(parameters),
        Subject = wanted => Subject.Flow(wanted.Name),
        Demands = wanted => Demand.PassRole(wanted.RoleArn),
        Run = PutAsync,
    })
    {
        Summary = "Creates a flow, or gives the one of this name another definition; executions that run keep theirs.",
        Body =
        [
            OwnParameters.Definition,
            OwnParameters.Mode,
            new Field("description", Shape.Text, "Empty to clear it; what is left out stays as it is.").OrNone,
            new Field("roleArn", Shape.Text, "The role that it acts as; empty for none.").OrNone,
        ],
        Answer = Shapes.PutFlow,
    };

    private Resource Delete => new("DELETE", "/flows/{flow}", new Operation<FlowName>("DeleteFlow", mutates: true)
    {
        Naming = ["flow"],
        Reading = (parameters, _) => OwnParameters.Flow(parameters),
        Subject = Subject.Flow,
        Run = (name, caller, _, cancellationToken) => flows.DeleteAsync(caller.Account, name, cancellationToken),
    })
    {
        Summary = "Deletes a flow at once; its executions stop after the step that they are in.",
        Answer = Shapes.Nothing,
    };

    private static Wanted Read(Parameters parameters) => new(
        FlowName.Parse("flow", parameters.Required("flow")),
        parameters.Required("definition"),
        OwnParameters.FindMode(parameters),
        parameters.Find("description"),
        FlowParameters.RoleArn(parameters, "roleArn"));

    private async Task ListAsync(
        (string? After, int Limit) request, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var page = await flows.ListAsync(
            caller.Account, request.After, resourceGroup: null, request.Limit, cancellationToken);
        var last = new List<(FlowView Flow, ExecutionView? Last)>(page.Items.Count);
        foreach (var flow in page.Items)
        {
            last.Add((flow, await FindLastAsync(caller.Account, flow, cancellationToken)));
        }

        Pages.Write(
            answer, last, page.Next(flow => flow.Name), static (json, item) => Write(json, item.Flow, item.Last));
    }

    private async Task PutAsync(
        Wanted wanted, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var (definer, account) = (Definer.Of(caller).ToStored(), caller.Account);
        var present = await FindAsync(account, wanted.Name, cancellationToken);
        var flow = present is null
            ? await flows.CreateAsync(
                account,
                new NewFlow(wanted.Name, wanted.Definition)
                {
                    Description = wanted.Description ?? "",
                    RoleArn = wanted.RoleArn ?? "",
                    Mode = wanted.Mode ?? ExecutionMode.Standard,
                    Definer = definer,
                },
                cancellationToken)
            : await flows.UpdateAsync(
                account,
                new FlowUpdate(CheckMode(present, wanted))
                {
                    Definition = wanted.Definition,
                    Description = wanted.Description,
                    RoleArn = wanted.RoleArn,
                    Definer = definer,
                },
                cancellationToken);
        Write(answer, flow, await FindLastAsync(account, flow, cancellationToken));
        answer.WriteString("definition"u8, flow.Definition);
        answer.WriteBoolean("isNew"u8, present is null);
    }

    private static FlowName CheckMode(FlowView present, Wanted wanted) =>
        wanted.Mode is null || wanted.Mode == present.Mode
            ? wanted.Name
            : throw ApiException.InvalidArgument(
                "mode", $"the flow '{present.Name}' is {present.Mode}, and a flow keeps its mode; make another flow");

    private async Task<FlowView?> FindAsync(AccountId account, FlowName name, CancellationToken cancellationToken)
    {
        try
        {
            return await flows.GetAsync(account, name, version: null, cancellationToken);
        }
        catch (ApiException e) when (e.Code == nameof(ApiException.FlowNotExists))
        {
            return null;
        }
    }

    /// <returns>Null when it was never started, or has just been deleted.</returns>
    private async Task<ExecutionView?> FindLastAsync(
        AccountId account, FlowView flow, CancellationToken cancellationToken)
    {
        try
        {
            var newest = new ExecutionListing(FlowName.Lookup(flow.Name), Limit: 1) { MetadataOnly = true };
            var page = await executions.ListAsync(account, newest, cancellationToken);
            return page.Items.FirstOrDefault(execution => execution.Damage is null);
        }
        catch (ApiException e) when (e.Code == nameof(ApiException.FlowNotExists))
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, FlowView flow, ExecutionView? last)
    {
        json.WriteString("name"u8, flow.Name);
        json.WriteString("id"u8, flow.Id);
        json.WriteString("type"u8, flow.Type);
        json.WriteString("mode"u8, flow.Mode.ToString());
        json.WriteString("description"u8, flow.Description);
        json.WriteString("roleArn"u8, flow.RoleArn);
        Times.Write(json, "created"u8, flow.Created);
        Times.Write(json, "modified"u8, flow.Modified);
        if (last is not null)
        {
            json.WriteStartObject("lastExecution"u8);
            ExecutionAnswers.WriteBrief(json, last);
            json.WriteEndObject();
        }
    }
}
