using System.Text.Json;
using Sluice.Model;
using Sluice.Queues;
using Sluice.Server.Operations;

namespace Sluice.Server.Messages;

/// <summary>What can be done with topics; what is published goes into queues that are subscribed.</summary>
internal static class TopicOperations
{
    private const string Kind = "topics";
    private const string Messages = "/messages";
    private const string Subscriptions = "/subscriptions";

    public static IEnumerable<Operation> Of(QueueStore queues) =>
    [
        MessageOperation.Of("ListTopic", false, Kind, "", async (request, answer, _) => answer.WriteNames(
            request, "Topics", "Topic", Kind,
            await queues.ListTopicsAsync(request.Account, request.Prefix, request.Marker, request.PageSize))),
        MessageOperation.Of("CreateTopic", true, Kind, "", async (request, answer, _) =>
        {
            if (await queues.MakeTopicAsync(request.Account, request.Thing))
            {
                answer.WriteString("Location"u8, $"{request.Endpoint}/{Kind}/{request.Thing}");
            }
        }),

        // Its size and its logging are all that the vendor's has, and neither is kept here.
        MessageOperation.Of("SetTopicAttributes", true, Kind, "", (request, _, _) =>
            queues.GetTopicAsync(request.Account, request.Thing)),
        MessageOperation.Of("GetTopicAttributes", false, Kind, "", async (request, answer, _) =>
            Write(answer, await queues.GetTopicAsync(request.Account, request.Thing))),
        MessageOperation.Of("DeleteTopic", true, Kind, "", (request, _, _) =>
            queues.DeleteTopicAsync(request.Account, request.Thing)),
        MessageOperation.Of("PublishMessage", true, Kind, Messages, async (request, answer, _) => answer.WriteSent(
            "Message",
            await queues.PublishAsync(
                request.Account,
                request.Thing,
                request.Messages()[0],
                MessageRequest.TextOf(request.Root("Message"), "MessageTag")))),
        MessageOperation.Of("Subscribe", true, Kind, Subscriptions, async (request, answer, _) =>
        {
            if (await queues.SubscribeAsync(request.Account, request.Thing, Read(request)))
            {
                answer.WriteString("Location"u8, $"{request.Endpoint}/{Kind}/{request.Thing}{Subscriptions}/{request.Within}");
            }
        }),
        MessageOperation.Of("Unsubscribe", true, Kind, Subscriptions, (request, _, _) =>
            queues.UnsubscribeAsync(request.Account, request.Thing, request.Within)),
        MessageOperation.Of("ListSubscriptionByTopic", false, Kind, Subscriptions, async (request, answer, _) =>
            Write(answer, request, await queues.ListSubscriptionsAsync(request.Account, request.Thing))),
    ];

    private static Subscription Read(MessageRequest request)
    {
        var given = request.Root("Subscription");
        var endpoint = MessageRequest.TextOf(given, "Endpoint") ?? throw ApiException.MissingRequiredParams("Endpoint");
        var queue = endpoint.StartsWith("acs:mns:", StringComparison.Ordinal) && endpoint.Split(':') is [_, _, _, _, var resource]
            && resource.Trim('/').Split('/') is ["queues", var name]
            ? name
            : throw ApiException.InvalidArgument(
                "Endpoint", "it must be a queue of this account, such as acs:mns:::queues/orders; other endpoints are not served");
        return new Subscription(request.Within, queue, MessageRequest.TextOf(given, "FilterTag"));
    }

    private static void Write(Utf8JsonWriter answer, TopicView topic)
    {
        answer.WriteStartObject("Topic"u8);
        answer.WriteString("TopicName"u8, topic.Name);
        answer.WriteNumber("CreateTime"u8, topic.Created.ToUnixTimeSeconds());
        answer.WriteNumber("LastModifyTime"u8, topic.Modified.ToUnixTimeSeconds());
        answer.WriteNumber("MaximumMessageSize"u8, new QueueAttributes().MaximumMessageSize);
        answer.WriteNumber("MessageCount"u8, topic.Messages);
        answer.WriteString("LoggingEnabled"u8, "False");
        answer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter answer, MessageRequest request, List<Subscription> subscriptions)
    {
        answer.WriteStartObject("Subscriptions"u8);
        answer.WriteStartArray("Subscription"u8);
        foreach (var subscription in subscriptions)
        {
            answer.WriteStartObject();
            answer.WriteString(
                "SubscriptionURL"u8, $"{request.Endpoint}/{Kind}/{request.Thing}{Subscriptions}/{subscription.Name}");
            answer.WriteString("SubscriptionName"u8, subscription.Name);
            answer.WriteString("Endpoint"u8, $"acs:mns:::queues/{subscription.Queue}");
            if (subscription.Tag is { } tag)
            {
                answer.WriteString("FilterTag"u8, tag);
            }

            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
