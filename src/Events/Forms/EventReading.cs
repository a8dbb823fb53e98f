using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Events.Forms;

/// <summary>Reads CloudEvents 1.0 as they come over HTTP: structured, batched or binary.</summary>
/// <remarks>Source: CloudEvents 1.0, its JSON format and HTTP binding.</remarks>
public static class EventReading
{
    public const string Structured = "application/cloudevents+json";
    public const string Batched = "application/cloudevents-batch+json";

    /// <summary>Before the attributes of a binary event's headers.</summary>
    public const string HeaderPrefix = "ce-";

    /// <summary>Larger than any of the vendor's, which are 64 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Of a batch.</summary>
    public const int MostEvents = 100;

    private const string Plain = "application/json";

    /// <param name="contentType">As it was sent; empty for none.</param>
    /// <param name="headers">Those that begin with <see cref="HeaderPrefix"/>, in lower case.</param>
    /// <returns>One or more.</returns>
    /// <exception cref="EventException"><c>InvalidArgument</c>, which says which event and attribute, or <c>EventTooLarge</c>.</exception>
    public static IReadOnlyList<TakenEvent> Read(
        ReadOnlyMemory<byte> body, string contentType, IReadOnlyDictionary<string, string> headers)
    {
        var type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            Structured => [One(Parse(body), "The event")],
            Batched => Batch(Parse(body)),
            _ when headers.ContainsKey(HeaderPrefix + "specversion") => [Binary(body, contentType, headers)],
            Plain when Parse(body) is { RootElement.ValueKind: JsonValueKind.Array } several => Batch(several),
            Plain => [One(Parse(body), "The event")],
            _ => throw EventException.InvalidArgument(
                "Content-Type",
                $"'{Excerpt.Of(contentType)}' is no form of events; send {Structured}, {Batched}, or the headers ce-specversion, "
                + "ce-id, ce-source and ce-type"),
        };
    }

    private static List<TakenEvent> Batch(JsonDocument document)
    {
        if (document.RootElement is not { ValueKind: JsonValueKind.Array } several || several.GetArrayLength() is < 1 or > MostEvents)
        {
            throw EventException.InvalidArgument("The batch", $"it must be an array of 1 to {MostEvents} events");
        }

        return [.. several.EnumerateArray().Select((item, i) => One(item, $"Event {i + 1} of the batch"))];
    }

    private static TakenEvent One(JsonDocument document, string who) => One(document.RootElement, who);

    private static TakenEvent One(JsonElement element, string who) => element.ValueKind == JsonValueKind.Object
        ? EventForm.Checked(who, () => new JsonEventFormatter().ConvertFromJsonElement(element, extensionAttributes: null))
        : throw EventException.InvalidArgument(who, "it must be a JSON object");

    private static TakenEvent Binary(
        ReadOnlyMemory<byte> body, string contentType, IReadOnlyDictionary<string, string> headers) => EventForm.Checked("The event", () =>
    {
        if (headers[HeaderPrefix + "specversion"] != CloudEventsSpecVersion.V1_0.VersionId)
        {
            throw new ArgumentException("the only specversion is 1.0");
        }

        var made = new CloudEvent(CloudEventsSpecVersion.V1_0);
        foreach (var (header, value) in headers.Where(pair => pair.Key != HeaderPrefix + "specversion"))
        {
            made.SetAttributeFromString(header[HeaderPrefix.Length..], HttpUtilities.DecodeHeaderValue(value));
        }

        if (contentType.Length > 0)
        {
            // The library reads it as a media type, and refuses it with a sentence of its own.
            made.DataContentType = new ContentType(contentType).ToString();
        }

        if (!body.IsEmpty)
        {
            CheckData(body, made.DataContentType);
            new JsonEventFormatter().DecodeBinaryModeEventData(body, made);
        }

        return made;
    });

    /// <summary>JSON is read by the one reader that outside data goes through, before the library sees it.</summary>
    private static void CheckData(ReadOnlyMemory<byte> body, string? contentType)
    {
        var type = (contentType ?? Plain).Split(';')[0].Trim();
        if (type.Equals(Plain, StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            Check(body);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        Check(body);
        return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Limits.Default.JsonDepth + 1 });
    }

    private static void Check(ReadOnlyMemory<byte> body)
    {
        var isJson = JsonReading.TryParse(body.Span, out var value, out var problem);
        if (!isJson || value!.Depth > Limits.Default.JsonDepth)
        {
            throw EventException.InvalidArgument(
                "Request body", problem ?? $"it is nested deeper than {Limits.Default.JsonDepth} levels");
        }
    }
}
