using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Events.Forms;

/// <summary>The form in which events are stored and go out: CloudEvents 1.0 in JSON, structured.</summary>
public static class EventForm
{
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    /// <summary>An event as a flow puts it.</summary>
    /// <param name="data">Null for none.</param>
    /// <exception cref="EventException">An attribute is not one of CloudEvents.</exception>
    public static TakenEvent Of(
        string source,
        string id,
        string type,
        string subject,
        JsonObject? data,
        DateTimeOffset time,
        params IReadOnlyList<(string Name, string Value)> extensions) => Checked("The event", () =>
        {
            var made = new CloudEvent(CloudEventsSpecVersion.V1_0) { Id = id, Type = type, Subject = subject, Time = time };
            made.SetAttributeFromString("source", source);
            foreach (var (name, value) in extensions)
            {
                made.SetAttributeFromString(name, value);
            }

            if (data is not null)
            {
                made.DataContentType = "application/json";
                made.Data = JsonElement.Parse(JsonPayload.Of(data).Utf8);
            }

            return made;
        });

    /// <summary>The event that the library makes, checked, in its stored form.</summary>
    /// <param name="who">Which event it is, for sentences.</param>
    internal static TakenEvent Checked(string who, Func<CloudEvent> make)
    {
        try
        {
            var made = make();
            made.Validate();
            var body = new JsonEventFormatter().EncodeStructuredModeMessage(made, out _).ToArray();
            if (body.Length > EventReading.MostBytes)
            {
                throw EventException.TooLarge(EventReading.MostBytes);
            }

            // The bytes stay as they are: numbers that no double holds go out as they came in.
            return JsonReading.TryParse(body, out var value, out var problem)
                ? new TakenEvent(Text(value, "source"), Text(value, "id"), Text(value, "type"), JsonPayload.FromStored(body))
                : throw new ArgumentException(problem);
        }
        catch (Exception e) when (
            e is ArgumentException or InvalidOperationException or FormatException or JsonException or UriFormatException)
        {
            throw EventException.InvalidArgument(who, Excerpt.Of(e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')));
        }
    }

    private static string Text(JsonValue made, string name) => ((JsonString)((JsonObject)made).Get(name)).Value;
}
