using System.Security.Cryptography;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Messages;

/// <summary>A checked <c>MNS:SendMessage</c>.</summary>
/// <param name="IsTopic">It is published to a topic; otherwise it is sent to a queue.</param>
/// <param name="Name">The queue's or the topic's.</param>
/// <param name="DelaySeconds">Null for what the queue says.</param>
/// <param name="Tag">Of a message to a topic; null for none.</param>
/// <param name="Attributes">For services that do more with a message than to keep it.</param>
/// <remarks>Source: definition language, section 10.4; classic language, section 5.1.</remarks>
internal sealed record MessageCall(bool IsTopic, string Name, byte[] Body, int Priority, int? DelaySeconds, string? Tag, JsonObject Attributes)
{
    private const string Arn = "acs:mns:<region>:<account>:/queues/<name>/messages or …:/topics/<name>/messages";
    private const int UsualPriority = 8;

    /// <summary>Of the body, in upper-case hexadecimal digits.</summary>
    public string Md5 => Convert.ToHexString(MD5.HashData(Body));

    /// <summary>Whether the body was given as a value, and not as a text.</summary>
    public bool IsJson { get; init; }

    /// <summary>For people and in paths: <c>queues/orders</c>.</summary>
    public string Title => $"{(IsTopic ? "topics" : "queues")}/{Name}";

    /// <summary>Where a message goes to, whatever else is wrong with it; null when it does not say.</summary>
    public static (bool IsTopic, string Name)? FindPlace(TaskCall call) =>
        ((JsonObject)call.Parameters.Value).Get("resourceArn") is JsonString arn ? Find(arn.Value) : null;

    public static Outcome<MessageCall> Read(TaskCall call)
    {
        var parameters = (JsonObject)call.Parameters.Value;
        if (parameters.Get("resourceArn") is not JsonString { Value: var arn } || Find(arn) is not var (isTopic, name))
        {
            return StepFailure.InvalidArgument("resourceArn", $"it must be the name of a queue or a topic, {Arn}");
        }

        var message = parameters.Get("message");
        byte[]? body = message switch
        {
            JsonString { Value.Length: > 0 } text => Encoding.UTF8.GetBytes(text.Value),
            JsonObject or JsonArray => Encoding.UTF8.GetBytes(message.ToString()),
            _ => null,
        };
        if (body is null)
        {
            return StepFailure.InvalidArgument("message", "it must be a text that is not empty, an object or an array");
        }

        if (!IsNumber(parameters.Get("priority"), 1, 16, out var priority))
        {
            return StepFailure.InvalidArgument("priority", "it must be a whole number from 1 to 16");
        }

        if (!IsNumber(parameters.Get("delaySeconds"), 0, 604_800, out var delay))
        {
            return StepFailure.InvalidArgument("delaySeconds", "it must be a whole number from 0 to 604800");
        }

        if (parameters.Get("messageTag") is not (JsonNull or JsonString { Value.Length: <= 16 }))
        {
            return StepFailure.InvalidArgument("messageTag", "it must be a text of at most 16 characters");
        }

        var attributes = parameters.Get("messageAttributes");
        if (attributes is not (JsonNull or JsonObject))
        {
            return StepFailure.InvalidArgument("messageAttributes", "it must be an object");
        }

        var tag = parameters.Get("messageTag") is JsonString { Value.Length: > 0 } given ? given.Value : null;
        return tag is not null && !isTopic
            ? StepFailure.InvalidArgument("messageTag", "only messages to a topic have one")
            : new MessageCall(isTopic, name, body, priority ?? UsualPriority, delay, tag, attributes as JsonObject ?? JsonObject.Empty)
            {
                IsJson = message is not JsonString,
            };
    }

    private static (bool IsTopic, string Name)? Find(string arn) =>
        arn.StartsWith("acs:mns:", StringComparison.Ordinal) && arn.Split(':') is [_, _, _, _, var resource]
            && resource.TrimStart('/').Split('/') is [("queues" or "topics") and var kind, { Length: > 0 } name, "messages"]
            ? (kind == "topics", name)
            : null;

    private static bool IsNumber(JsonValue value, int least, int most, out int? number)
    {
        number = value is JsonNumber { IsInteger: true } given && given.Int64 >= least && given.Int64 <= most
            ? (int)given.Int64
            : null;
        return value is JsonNull || number is not null;
    }
}
