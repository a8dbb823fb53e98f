using System.Text;
using System.Text.Json;
using Sluice.Queues;
using Sluice.Server.Operations;

namespace Sluice.Server.Messages;

/// <summary>What can be done with queues and their messages.</summary>
internal static class QueueOperations
{
    private const string Kind = "queues";
    private const string Messages = "/messages";

    public static IEnumerable<Operation> Of(QueueStore queues) =>
    [
        MessageOperation.Of("ListQueue", false, Kind, "", async (request, answer, _) => answer.WriteNames(
            request, "Queues", "Queue", Kind,
            await queues.ListQueuesAsync(request.Account, request.Prefix, request.Marker, request.PageSize))),
        MessageOperation.Of("CreateQueue", true, Kind, "", async (request, answer, _) =>
        {
            if (await queues.MakeQueueAsync(request.Account, request.Thing, request.Change(new QueueAttributes())))
            {
                answer.WriteString("Location"u8, $"{request.Endpoint}/{Kind}/{request.Thing}");
            }
        }),
        MessageOperation.Of("SetQueueAttributes", true, Kind, "", (request, _, _) =>
            queues.ChangeQueueAsync(request.Account, request.Thing, request.Change)),
        MessageOperation.Of("GetQueueAttributes", false, Kind, "", async (request, answer, _) =>
            Write(answer, await queues.GetQueueAsync(request.Account, request.Thing))),
        MessageOperation.Of("DeleteQueue", true, Kind, "", (request, _, _) =>
            queues.DeleteQueueAsync(request.Account, request.Thing)),
        MessageOperation.Of("SendMessage", true, Kind, Messages, async (request, answer, _) => answer.WriteSent(
            "Message", await queues.SendAsync(request.Account, request.Thing, request.Messages()[0]))),
        MessageOperation.Of("BatchSendMessage", true, Kind, Messages, async (request, answer, _) =>
        {
            var sent = await Task.WhenAll(request.Messages().Select(
                message => queues.SendAsync(request.Account, request.Thing, message)));
            WriteAll(answer, sent, answer.WriteSent);
        }),
        MessageOperation.Of("ReceiveMessage", true, Kind, Messages, async (request, answer, cancelled) =>
            Write(answer, "Message", await TakeAsync(queues, request, cancelled))),
        MessageOperation.Of("BatchReceiveMessage", true, Kind, Messages, async (request, answer, cancelled) =>
            WriteAll(answer, await TakeAsync(queues, request, cancelled), message => Write(answer, message))),
        MessageOperation.Of("PeekMessage", false, Kind, Messages, async (request, answer, _) =>
            Write(answer, "Message", Some(await queues.PeekAsync(request.Account, request.Thing, 1)))),
        MessageOperation.Of("BatchPeekMessage", false, Kind, Messages, async (request, answer, _) =>
            WriteAll(
                answer,
                Some(await queues.PeekAsync(request.Account, request.Thing, request.Count)),
                message => Write(answer, message))),
        MessageOperation.Of("DeleteMessage", true, Kind, Messages, (request, _, _) =>
            queues.DeleteAsync(request.Account, request.Thing, request.Receipt)),
        MessageOperation.Of("BatchDeleteMessage", true, Kind, Messages, (request, answer, _) =>
            DeleteAllAsync(queues, request, answer)),
        MessageOperation.Of("ChangeMessageVisibility", true, Kind, Messages, async (request, answer, _) =>
        {
            var hidden = await queues.HideAsync(request.Account, request.Thing, request.Receipt, request.Visibility);
            answer.WriteStartObject("ChangeVisibility"u8);
            answer.WriteString("ReceiptHandle"u8, hidden.Receipt);
            answer.WriteNumber("NextVisibleTime"u8, hidden.NextVisible.ToUnixTimeMilliseconds());
            answer.WriteEndObject();
        }),
    ];

    private static async Task<IReadOnlyList<SeenMessage>> TakeAsync(
        QueueStore queues, MessageRequest request, CancellationToken cancelled) =>
        Some(await queues.TakeAsync(request.Account, request.Thing, request.Count, request.Wait, cancelled));

    private static IReadOnlyList<SeenMessage> Some(IReadOnlyList<SeenMessage> found) =>
        found.Count > 0 ? found : throw QueueException.MessageNotExist();

    private static async Task DeleteAllAsync(QueueStore queues, MessageRequest request, Utf8JsonWriter answer)
    {
        var failed = new List<(string Receipt, QueueException Problem)>();
        foreach (var receipt in request.Receipts())
        {
            try
            {
                await queues.DeleteAsync(request.Account, request.Thing, receipt);
            }
            catch (QueueException e) when (e.Code != "QueueNotExist")
            {
                failed.Add((receipt, e));
            }
        }

        if (failed.Count == 0)
        {
            return;
        }

        answer.WriteStartObject("Errors"u8);
        answer.WriteStartArray("Error"u8);
        foreach (var (receipt, problem) in failed)
        {
            answer.WriteStartObject();
            answer.WriteString("ErrorCode"u8, problem.Code);
            answer.WriteString("ErrorMessage"u8, problem.Message);
            answer.WriteString("ReceiptHandle"u8, receipt);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter answer, IReadOnlyList<T> all, Action<T> write)
    {
        answer.WriteStartObject("Messages"u8);
        answer.WriteStartArray("Message"u8);
        foreach (var one in all)
        {
            answer.WriteStartObject();
            write(one);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter answer, string element, IReadOnlyList<SeenMessage> messages)
    {
        answer.WriteStartObject(element);
        Write(answer, messages[0]);
        answer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter answer, SeenMessage message)
    {
        answer.WriteString("MessageId"u8, message.Id);
        if (message.Receipt is { } receipt)
        {
            answer.WriteString("ReceiptHandle"u8, receipt);
            answer.WriteNumber("NextVisibleTime"u8, message.NextVisible.ToUnixTimeMilliseconds());
        }

        answer.WriteString("MessageBody"u8, Encoding.UTF8.GetString(message.Body));
        answer.WriteString("MessageBodyMD5"u8, message.BodyMd5);
        answer.WriteNumber("EnqueueTime"u8, message.Sent.ToUnixTimeMilliseconds());
        answer.WriteNumber("FirstDequeueTime"u8, (message.FirstTaken ?? message.Sent).ToUnixTimeMilliseconds());
        answer.WriteNumber("DequeueCount"u8, message.Taken);
        answer.WriteNumber("Priority"u8, message.Priority);
    }

    private static void Write(Utf8JsonWriter answer, QueueView queue)
    {
        answer.WriteStartObject("Queue"u8);
        answer.WriteString("QueueName"u8, queue.Name);
        answer.WriteNumber("CreateTime"u8, queue.Created.ToUnixTimeSeconds());
        answer.WriteNumber("LastModifyTime"u8, queue.Modified.ToUnixTimeSeconds());
        answer.WriteNumber("DelaySeconds"u8, queue.Attributes.DelaySeconds);
        answer.WriteNumber("MaximumMessageSize"u8, queue.Attributes.MaximumMessageSize);
        answer.WriteNumber("MessageRetentionPeriod"u8, queue.Attributes.MessageRetentionPeriod);
        answer.WriteNumber("VisibilityTimeout"u8, queue.Attributes.VisibilityTimeout);
        answer.WriteNumber("PollingWaitSeconds"u8, queue.Attributes.PollingWaitSeconds);
        answer.WriteNumber("ActiveMessages"u8, queue.Active);
        answer.WriteNumber("InactiveMessages"u8, queue.Inactive);
        answer.WriteNumber("DelayMessages"u8, queue.Delayed);
        answer.WriteString("LoggingEnabled"u8, "False");
        answer.WriteEndObject();
    }
}
