using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Events;
using Sluice.Events.Rules;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Queues.Buses;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Rules of event buses: which events start which flows.</summary>
internal sealed class EventRuleResources(EventBuses buses, FlowService flows, Limits limits)
{
    private static readonly OwnPage<string> Pages = new(PageToken.OfName("rules"), most: 100, usual: 50);

    public IEnumerable<Resource> All => [List, Get, Put, Delete];

    private Resource List => new(
        "GET", "/events/{bus}/rules", new Operation<(string Bus, string After, int Limit)>("ListEventRules", mutates: false)
        {
            Naming = ["bus"],
            ReadsPages = true,
            Reading = (parameters, _) => (ReadBus(parameters), Pages.Place(parameters) ?? "", Pages.Limit(parameters)),
            Subject = request => Of(request.Bus, "*"),
            Run = async (request, caller, answer, _) =>
            {
                var found = await buses.Store.ListRulesAsync(caller.Account, request.Bus, request.After, request.Limit + 1);
                if (found.Count == 0 && request.After.Length == 0 && (await buses.Store.GetAsync(caller.Account, request.Bus)).Events == 0)
                {
                    throw EventResources.Refusal(EventException.BusEmpty(request.Bus));
                }

                Pages.WriteFirst(answer, found, request.Limit, rule => rule.Name, Write);
            },
        })
    {
        Summary = "Rules of an event bus, by name.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(EventShapes.Rule),
    };

    private Resource Get => new(
        "GET", "/events/{bus}/rules/{rule}", new Operation<(string Bus, string Rule)>("GetEventRule", mutates: false)
        {
            Naming = ["bus", "rule"],
            Reading = (parameters, _) => (ReadBus(parameters), parameters.Required("rule")),
            Subject = request => Of(request.Bus, request.Rule),
            Run = async (request, caller, answer, _) => Write(
                answer, await EventResources.ToldAsync(() => buses.Rules.GetAsync(caller.Account, request.Bus, request.Rule))),
        })
    {
        Summary = "One rule of an event bus.",
        Answer = EventShapes.Rule,
    };

    private Resource Put => new(
        "PUT", "/events/{bus}/rules/{rule}", new Operation<(string Bus, EventRule Rule)>("PutEventRule", mutates: true)
        {
            Naming = ["bus", "rule", "flow"],
            TakesPayload = true,
            Reading = (parameters, _) => (ReadBus(parameters), ReadRule(parameters)),
            Subject = request => Of(request.Bus, request.Rule.Name),
            Demands = request => [new Demand(Demand.StartAction, Subject.Start(FlowName.Lookup(request.Rule.Text.Flow), execution: null))],
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var flow = await flows.GetAsync(caller.Account, FlowName.Lookup(request.Rule.Text.Flow), version: null, cancellationToken);
                if (flow.Mode == ExecutionMode.Express)
                {
                    throw ApiException.InvalidArgument("flow", $"'{flow.Name}' is an Express flow, which nothing but a call that waits for it can start");
                }

                Write(answer, await EventResources.ToldAsync(() => buses.Rules.PutAsync(caller.Account, request.Bus, request.Rule)));
            },
        })
    {
        Summary = "Makes a rule of an event bus, or puts it in place of the one of its name.",
        Body =
        [
            new Field("flow", Shape.Text, "That each event which matches starts, once for each source and id."),
            new Field("pattern", Shape.AnyObject, "Which events are meant, as EventBridge writes patterns."),
            new Field("input", Shape.AnyObject, "What the flow's input is made of: $Input is the event. The whole event when it is left out.").OrNone,
            new Field("enabled", Shape.Flag, "Whether it starts anything; true when it is left out.").OrNone,
            new Field("description", Shape.Text, "What it is for.").OrNone,
        ],
        Answer = EventShapes.Rule,
    };

    private Resource Delete => new(
        "DELETE", "/events/{bus}/rules/{rule}", new Operation<(string Bus, string Rule)>("DeleteEventRule", mutates: true)
        {
            Naming = ["bus", "rule"],
            Reading = (parameters, _) => (ReadBus(parameters), parameters.Required("rule")),
            Subject = request => Of(request.Bus, request.Rule),
            Run = async (request, caller, _, _) => await EventResources.ToldAsync(async () =>
            {
                await buses.Rules.DeleteAsync(caller.Account, request.Bus, request.Rule);
                return true;
            }),
        })
    {
        Summary = "Takes a rule away; what was owed by it is still done.",
        Answer = Shapes.Nothing,
    };

    private static Subject.Thing Of(string bus, string rule) => new("eventbridge", Account: null, [$"eventbus/{bus}/rule/{rule}"]);

    private string ReadBus(Parameters parameters) => EventResources.Told(() => buses.Check(parameters.Required("bus")));

    private EventRule ReadRule(Parameters parameters) => EventResources.Told(() => EventRule.Read(
        parameters.Required("rule"),
        new EventRuleText(
            parameters.Required("pattern"),
            parameters.Required("flow"),
            parameters.Optional("input"),
            parameters.Boolean("enabled", absent: true),
            parameters.Text("description", most: 1_024) ?? ""),
        limits));

    private static void Write(Utf8JsonWriter json, StoredRule stored)
    {
        var text = EventRuleText.Decode(stored.Content);
        json.WriteString("name"u8, stored.Name);
        json.WriteString("flow"u8, text.Flow);
        json.WritePropertyName("pattern"u8);
        json.WriteRawValue(text.Pattern, skipInputValidation: true);
        if (text.Input is { } input)
        {
            json.WritePropertyName("input"u8);
            json.WriteRawValue(input, skipInputValidation: true);
        }

        json.WriteBoolean("enabled"u8, text.IsEnabled);
        json.WriteString("description"u8, text.Description);
        Times.Write(json, "created"u8, stored.Created);
        Times.Write(json, "modified"u8, stored.Modified);
    }
}
