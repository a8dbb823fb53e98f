using System.Text.Json;
using Sluice.Model;
using Sluice.Queues;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;

namespace Sluice.Server.Messages;

/// <summary>Makes operations of the message door.</summary>
internal static class MessageOperation
{
    /// <param name="kind"><c>queues</c> or <c>topics</c>.</param>
    /// <param name="part">What of the queue or topic it is about; empty for itself.</param>
    public static Operation Of(
        string name,
        bool mutates,
        string kind,
        string part,
        Func<MessageRequest, Utf8JsonWriter, CancellationToken, Task> run) => new Operation<MessageRequest>(name, mutates)
        {
            Naming = [MessageRequest.Name, MessageRequest.Inner],
            TakesPayload = true,
            Reading = MessageRequest.Read,
            Subject = request => new Subject.Thing(
                MessageDoor.Service, Account: null, [$"/{kind}/{(request.Thing.Length == 0 ? "*" : request.Thing)}{part}"]),
            Run = async (request, _, answer, cancelled) =>
            {
                try
                {
                    await run(request, answer, cancelled);
                }
                catch (QueueException e)
                {
                    throw ApiException.Refused(e.HttpStatus, e.Code, e.Message);
                }
            },
        };

    /// <summary>A page of names, each with its address.</summary>
    public static void WriteNames(
        this Utf8JsonWriter answer, MessageRequest request, string list, string item, string kind, List<string> names)
    {
        answer.WriteStartObject(list);
        answer.WriteStartArray(item);
        foreach (var name in names)
        {
            answer.WriteStartObject();
            answer.WriteString($"{item}URL", $"{request.Endpoint}/{kind}/{name}");
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        if (names.Count == request.PageSize)
        {
            answer.WriteString("NextMarker"u8, names[^1]);
        }

        answer.WriteEndObject();
    }

    public static void WriteSent(this Utf8JsonWriter answer, SentMessage sent)
    {
        answer.WriteString("MessageId"u8, sent.Id);
        answer.WriteString("MessageBodyMD5"u8, sent.BodyMd5);
    }

    public static void WriteSent(this Utf8JsonWriter answer, string element, SentMessage sent)
    {
        answer.WriteStartObject(element);
        answer.WriteSent(sent);
        answer.WriteEndObject();
    }
}
