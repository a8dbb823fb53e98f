using System.Globalization;
using System.Text;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Queues;
using Sluice.Server.Wire;

namespace Sluice.Server.Messages;

/// <summary>A request about a queue or a topic, as far as it was read.</summary>
/// <param name="Thing">The queue's or the topic's name; empty where all are meant.</param>
/// <param name="Within">A subscription's name; empty elsewhere.</param>
internal sealed record MessageRequest(AccountId Account, string Thing, string Within, JsonObject Body, Parameters Parameters)
{
    // What the codec calls what stands beside the query's parameters, which have a question mark in front.
    public const string Name = "name";
    public const string Inner = "inner";
    public const string Content = "content";
    public const string Address = "address";

    /// <summary>The vendor's default and its most of a page of names.</summary>
    private const int MostNames = 1_000;

    public static MessageRequest Read(Parameters parameters, Caller caller) => new(
        caller.Account,
        parameters.Find(Name) ?? "",
        parameters.Find(Inner) ?? "",
        JsonReading.TryParse(parameters.Find(Content) ?? "{}", out var body, out _) && body is JsonObject content
            ? content
            : JsonObject.Empty,
        parameters);

    public string Endpoint => Parameters.Find(Address) ?? "";

    public string Prefix => Parameters.Find("x-mns-prefix") ?? "";

    public string Marker => Parameters.Find("x-mns-marker") ?? "";

    public int PageSize => Number("x-mns-ret-number", Parameters.Optional("x-mns-ret-number"), 1, MostNames) ?? MostNames;

    public string Receipt => Parameters.Optional("?receipthandle") ?? throw ApiException.MissingRequiredParams("ReceiptHandle");

    /// <summary>Of messages taken or looked at together; 1 where it is not said.</summary>
    public int Count => Number("numOfMessages", Parameters.Optional("?numofmessages"), 1, 16) ?? 1;

    /// <summary>Null for what the queue says.</summary>
    public TimeSpan? Wait => Number("waitseconds", Parameters.Optional("?waitseconds"), 0, 30) is { } seconds
        ? TimeSpan.FromSeconds(seconds)
        : null;

    public int Visibility => Number("visibilityTimeout", Parameters.Optional("?visibilitytimeout"), 1, 43_200)
        ?? throw ApiException.MissingRequiredParams("visibilityTimeout");

    /// <summary>The members of the body's root element.</summary>
    public JsonObject Root(string element) => Body.Get(element) as JsonObject ?? JsonObject.Empty;

    /// <summary>What the body changes of a queue's attributes.</summary>
    public QueueAttributes Change(QueueAttributes attributes)
    {
        var given = Root("Queue");
        return attributes with
        {
            DelaySeconds = Of("DelaySeconds", attributes.DelaySeconds),
            MaximumMessageSize = Of("MaximumMessageSize", attributes.MaximumMessageSize),
            MessageRetentionPeriod = Of("MessageRetentionPeriod", attributes.MessageRetentionPeriod),
            VisibilityTimeout = Of("VisibilityTimeout", attributes.VisibilityTimeout),
            PollingWaitSeconds = Of("PollingWaitSeconds", attributes.PollingWaitSeconds),
        };

        int Of(string name, int otherwise) => Number(name, TextOf(given, name), 0, int.MaxValue) ?? otherwise;
    }

    /// <summary>The messages of the body, one or several.</summary>
    public IReadOnlyList<NewMessage> Messages()
    {
        IReadOnlyList<JsonValue> given = Body.Get("Messages") is JsonObject several
            ? several.Get("Message") is JsonArray { Items: var items } ? [.. items] : [several.Get("Message")]
            : [Body.Get("Message")];
        return given.Count <= 16
            ? [.. given.Select(Message)]
            : throw ApiException.InvalidArgument("Messages", "at most 16 can be sent together");
    }

    /// <summary>The receipts of the body.</summary>
    public IReadOnlyList<string> Receipts() => Root("ReceiptHandles").Get("ReceiptHandle") switch
    {
        JsonString one => [one.Value],
        JsonArray { Items: var items } => [.. items.ToArray().OfType<JsonString>().Select(item => item.Value)],
        _ => throw ApiException.MissingRequiredParams("ReceiptHandles"),
    };

    public static string? TextOf(JsonObject given, string name) => given.Get(name) is JsonString { Value.Length: > 0 } text ? text.Value : null;

    private static NewMessage Message(JsonValue value)
    {
        var given = value as JsonObject ?? throw ApiException.MissingRequiredParams("Message");
        var body = TextOf(given, "MessageBody") ?? throw ApiException.MissingRequiredParams("MessageBody");
        return new NewMessage(
            Encoding.UTF8.GetBytes(body),
            Number("Priority", TextOf(given, "Priority"), 1, 16) ?? NewMessage.UsualPriority,
            Number("DelaySeconds", TextOf(given, "DelaySeconds"), 0, 604_800));
    }

    private static int? Number(string name, string? text, int least, int most) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw ApiException.InvalidArgument(name, $"'{Excerpt.Of(text)}' is not a whole number from {least} to {most}");
}
