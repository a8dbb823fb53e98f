using Sluice.Events;
using Sluice.Events.Forms;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Events;

/// <summary>A checked <c>EventBridge:PutEvents</c>.</summary>
/// <remarks>Source: definition language, section 10.5.</remarks>
internal sealed record EventCall(string Bus, string Source, string Id, string Type, string? Subject, JsonObject? Data)
{
    public static Outcome<EventCall> Read(TaskCall call)
    {
        var parameters = (JsonObject)call.Parameters.Value;
        var (bus, source, id, type) = (
            parameters.Get("eventBusName"), parameters.Get("source"), parameters.Get("id"), parameters.Get("type"));
        if (FindMissing(("eventBusName", bus), ("source", source), ("id", id), ("type", type)) is { } missing)
        {
            return StepFailure.InvalidArgument(missing, "it must be a text that is not empty");
        }

        if (!BusName.IsName(TextOf(bus)!))
        {
            return StepFailure.InvalidArgument("eventBusName", BusName.Rule);
        }

        var (subject, data) = (parameters.Get("subject"), parameters.Get("data"));
        return subject is not (JsonNull or JsonString { Value.Length: > 0 })
            ? StepFailure.InvalidArgument("subject", "it must be a text that is not empty")
            : data is not (JsonNull or JsonObject)
            ? StepFailure.InvalidArgument("data", $"it must be an object, not {data.KindName}")
            : new EventCall(TextOf(bus)!, TextOf(source)!, TextOf(id)!, TextOf(type)!, TextOf(subject), data as JsonObject);
    }

    /// <summary>The event, checked as everything that buses take.</summary>
    public Outcome<TakenEvent> Event(TaskCall call, DateTimeOffset now)
    {
        try
        {
            var account = call.Context.Account.Value;
            return EventForm.Of(
                Source,
                Id,
                Type,
                Subject ?? $"acs:fnf::{account}:flow/{call.Context.Flow}",
                Data,
                now,
                ("aliyunaccountid", account),
                ("aliyuneventbusname", Bus));
        }
        catch (EventException e)
        {
            return EventFailures.Refused(e);
        }
    }

    private static string? FindMissing(params ReadOnlySpan<(string Name, JsonValue Value)> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (TextOf(value) is null)
            {
                return name;
            }
        }

        return null;
    }

    private static string? TextOf(JsonValue value) => value is JsonString { Value.Length: > 0 } text ? text.Value : null;
}
