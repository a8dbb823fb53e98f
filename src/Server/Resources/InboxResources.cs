using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Tasks that wait for a person: what they are about, and what is decided.</summary>
internal sealed class InboxResources(InboxService inbox)
{
    private static readonly OwnPage<InboxPlace> Pages = new(
        PageToken.Of("inbox", ReadPlace, place => string.Create(
            CultureInfo.InvariantCulture, $"{place.Started}.{place.Execution.Value}.{place.Frame}")),
        most: 100,
        usual: 50);

    private static readonly Shape.Members ItemShape = Shape.Object(
        "InboxItem",
        new Field("id", Shape.Text, "By which it is decided about; no secret, and not the task's token."),
        new Field("flow", Shape.Text, "The flow's name."),
        new Field("execution", Shape.Text, "The execution's name."),
        new Field("state", Shape.Text, "The state's name behind those around it."),
        new Field("since", Shape.Time, "Since when it waits."),
        new Field("until", Shape.Time, "When it is given up; left out when the task has no timeout.").OrNone,
        new Field("input", Shape.Anything, "What the state was given, but for the token; left out above 64 KiB.").OrNone);

    private static readonly Shape.Members DecisionShape = Shape.Object(
        "Decision",
        new Field("id", Shape.Text, "Of the inbox item."),
        new Field("eventId", Shape.Whole, "Of the event that says so in the execution's history."));

    public IEnumerable<Resource> All => [List, Approve, Reject];

    private Resource List => new(
        "GET", "/inbox", new Operation<(FlowName? Flow, InboxPlace? After, int Limit)>("ListInbox", mutates: false)
        {
            Naming = ["flow"],
            ReadsPages = true,
            Reading = (parameters, _) => (
                parameters.Optional("flow") is { } flow ? FlowName.Lookup(flow) : null,
                Pages.Place(parameters),
                Pages.Limit(parameters)),
            Subject = request => request.Flow is { } flow ? Subject.Flow(flow) : Subject.AllFlows,
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var page = await inbox.ListAsync(
                    caller.Account, request.Flow, request.After, request.Limit, cancellationToken);
                Pages.Write(answer, page.Items, page.Next, Write);
            },
        })
    {
        Summary = "Tasks that wait for somebody to report, those of the newest executions first, without their tokens.",
        Query = [new Field("flow", Shape.Text, "Only of this flow.").OrNone, .. Pages.Fields],
        Answer = Shape.PageOf(ItemShape),
    };

    private Resource Approve => new(
        "POST", "/inbox/{item}/approve", new Operation<(InboxId Id, JsonPayload Output)>("ApproveTask", mutates: true)
        {
            Naming = ["item"],
            TakesPayload = true,
            Reading = (parameters, _) => (Read(parameters), ReadOutput(parameters)),
            Subject = request => FlowOf(request.Id),
            Run = async (request, caller, answer, cancellationToken) => Write(
                answer,
                request.Id,
                await inbox.DecideAsync(caller.Account, request.Id, request.Output, caller.Arn, cancellationToken)),
        })
    {
        Summary = "Lets a waiting task succeed; its history says who has decided so.",
        Body = [new Field("output", Shape.AnyObject, "What the task comes to; an empty object when it is left out.").OrNone],
        Answer = DecisionShape,
    };

    private Resource Reject => new(
        "POST", "/inbox/{item}/reject", new Operation<(InboxId Id, StepFailure Failure)>("RejectTask", mutates: true)
        {
            Naming = ["item"],
            Reading = (parameters, _) => (Read(parameters), new StepFailure(
                parameters.Text("error", ExecutionParameters.ErrorCharacters) ?? "Rejected",
                parameters.Text("cause", ExecutionParameters.CauseCharacters) ?? "")),
            Subject = request => FlowOf(request.Id),
            Run = async (request, caller, answer, cancellationToken) => Write(
                answer,
                request.Id,
                await inbox.DecideAsync(caller.Account, request.Id, request.Failure, caller.Arn, cancellationToken)),
        })
    {
        Summary = "Fails a waiting task; its Retry and Catch have their say, and its history says who has decided so.",
        Body =
        [
            new Field("error", Shape.Text, "The code that rules look at; 'Rejected' when it is left out.").OrNone,
            new Field("cause", Shape.Text, "The sentence to it.").OrNone,
        ],
        Answer = DecisionShape,
    };

    private Subject FlowOf(InboxId id) =>
        new Subject.FlowOf((account, cancellationToken) => inbox.FindFlowAsync(account, id, cancellationToken));

    private static InboxId Read(Parameters parameters)
    {
        var text = parameters.Required("item");
        return InboxId.Find(text) ?? throw ApiException.InboxItemNotExists(Excerpt.Of(text));
    }

    private JsonPayload ReadOutput(Parameters parameters)
    {
        if (parameters.Utf8("output") is not { } utf8)
        {
            return JsonPayload.EmptyObject;
        }

        if (!JsonPayload.TryParse(utf8, inbox.Limits.JsonDepth, out var output, out var problem))
        {
            throw ApiException.InvalidArgument("output", problem);
        }

        return output.Value is JsonObject
            ? output
            : throw ApiException.InvalidArgument("output", $"it is {output.Value.KindName}, not a JSON object");
    }

    private static void Write(Utf8JsonWriter json, InboxItem item)
    {
        json.WriteString("id"u8, item.Id.ToString());
        json.WriteString("flow"u8, item.Execution.Flow.Value);
        json.WriteString("execution"u8, item.Execution.Name.Value);
        json.WriteString("state"u8, item.State);
        Times.Write(json, "since"u8, item.Since);
        if (item.Until is { } until)
        {
            Times.Write(json, "until"u8, until);
        }

        if (item.Input is { } input)
        {
            json.WritePropertyName("input"u8);
            json.WriteRawValue(input.Utf8, skipInputValidation: true);
        }
    }

    private static void Write(Utf8JsonWriter json, InboxId id, long eventId)
    {
        json.WriteString("id"u8, id.ToString());
        json.WriteNumber("eventId"u8, eventId);
    }

    private static InboxPlace? ReadPlace(string text) =>
        text.Split('.') is [var started, var id, var frame]
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(frame, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? new InboxPlace(milliseconds, new ExecutionId(number), place)
            : null;
}
