using RabbitMQ.Client;
using Sluice.Model.Json;

namespace Sluice.Targets.Messages.Hosts.Rabbit;

/// <summary>A message in the broker's form.</summary>
internal static class RabbitMessage
{
    /// <summary>The broker's highest, for the lowest number of ours; 0 for our 16.</summary>
    public const int HighestPriority = 15;

    private const int LowestPriority = 16;

    /// <summary>Persistent, and with the attempt's key as its id: the same when it is sent again.</summary>
    public static BasicProperties Properties(MessageCall message, TaskCall call, DateTimeOffset now) => new()
    {
        Persistent = true,
        MessageId = call.IdempotencyKey,
        Priority = (byte)(LowestPriority - message.Priority),
        Type = message.IsTopic ? "mns:Topic:PublishMessage" : "mns:Queue:SendMessage",
        ContentType = message.IsJson ? "application/json" : "text/plain",
        ContentEncoding = "utf-8",
        AppId = "sluice",
        Timestamp = new AmqpTimestamp(now.ToUnixTimeSeconds()),
        Headers = Headers(message, call),
    };

    private static Dictionary<string, object?> Headers(MessageCall message, TaskCall call)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in message.Attributes.Members)
        {
            headers[name] = value is JsonString text ? text.Value : value.ToString();
        }

        headers["idempotency-key"] = call.IdempotencyKey;
        headers["sluice-account"] = call.Context.Account.Value;
        headers["sluice-flow"] = call.Context.Flow;
        headers["sluice-execution"] = call.Context.Execution;
        return headers;
    }
}
