using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Model;
using Sluice.Queues;
using Sluice.Server.Answers;
using Sluice.Server.Messages;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Queues and topics of the server itself: what flows have sent, looked at and left where it is.</summary>
internal sealed class QueueResources(QueueStore queues)
{
    private static readonly OwnPage<string> QueuePages = new(PageToken.OfName("queues"), most: 100, usual: 50);
    private static readonly OwnPage<string> TopicPages = new(PageToken.OfName("topics"), most: 100, usual: 50);

    private static readonly OwnPage<MessagePlace?> MessagePages = new(
        PageToken.Of<MessagePlace?>("messages", ReadPlace, place => string.Create(
            CultureInfo.InvariantCulture, $"{place!.Value.Priority}.{place.Value.Id}")),
        most: 50,
        usual: 20);

    public IEnumerable<Resource> All => [List, Get, ListMessages, Send, ListTopics];

    private Resource List => new(
        "GET", "/queues", new Operation<(string After, int Limit)>("ListQueues", mutates: false)
        {
            Naming = [],
            ReadsPages = true,
            Reading = (parameters, _) => (QueuePages.Place(parameters) ?? "", QueuePages.Limit(parameters)),
            Subject = _ => Of("queues", "*"),
            Run = async (request, caller, answer, _) =>
            {
                var found = await queues.ListQueuesWithCountsAsync(caller.Account, request.After, request.Limit + 1);
                QueuePages.WriteFirst(answer, found, request.Limit, queue => queue.Name, Write);
            },
        })
    {
        Summary = "Queues of the server itself, by name.",
        Query = QueuePages.Fields,
        Answer = Shape.PageOf(QueueShapes.Listed),
    };

    private Resource Get => new("GET", "/queues/{queue}", new Operation<string>("GetQueue", mutates: false)
    {
        Naming = ["queue"],
        Reading = (parameters, _) => parameters.Required("queue"),
        Subject = queue => Of("queues", queue),
        Run = async (queue, caller, answer, _) =>
            Write(answer, await Told(() => queues.GetQueueAsync(caller.Account, queue))),
    })
    {
        Summary = "One queue, with how many messages it has and what it is set to.",
        Answer = QueueShapes.Queue,
    };

    private Resource ListMessages => new(
        "GET",
        "/queues/{queue}/messages",
        new Operation<(string Queue, MessagePlace? After, int Limit)>("ListMessages", mutates: false)
        {
            Naming = ["queue"],
            ReadsPages = true,
            Reading = (parameters, _) => (parameters.Required("queue"), MessagePages.Place(parameters), MessagePages.Limit(parameters)),
            Subject = request => Of("queues", $"{request.Queue}/messages"),
            Run = async (request, caller, answer, _) =>
            {
                var found = await Told(() => queues.BrowseAsync(caller.Account, request.Queue, request.After, request.Limit + 1));
                MessagePages.WriteFirst(
                    answer, found, request.Limit, message => new MessagePlace(message.Priority, message.Id), Write);
            },
        })
    {
        Summary = "Messages of a queue in the order in which they will be taken; all of them stay as they are.",
        Query = MessagePages.Fields,
        Answer = Shape.PageOf(QueueShapes.Message),
    };

    private Resource Send => new(
        "POST", "/queues/{queue}/messages", new Operation<(string Queue, NewMessage Message)>("SendMessage", mutates: true)
        {
            Naming = ["queue"],
            TakesPayload = true,
            Reading = (parameters, _) => (parameters.Required("queue"), ReadMessage(parameters)),
            Subject = request => Of("queues", $"{request.Queue}/messages"),
            Run = async (request, caller, answer, _) =>
            {
                var sent = await Told(() => queues.SendAsync(caller.Account, request.Queue, request.Message));
                answer.WriteString("id"u8, sent.Id);
                answer.WriteString("md5"u8, sent.BodyMd5);
            },
        })
    {
        Summary = "Sends a message to a queue that there is.",
        Body =
        [
            new Field("body", Shape.Text, "The message."),
            new Field("priority", Shape.Whole, "1 to 16; lower comes first. 8 when it is left out.").OrNone,
            new Field("delaySeconds", Shape.Whole, "Until it can be taken; what the queue says when it is left out.").OrNone,
        ],
        Answer = QueueShapes.Sent,
    };

    private Resource ListTopics => new(
        "GET", "/topics", new Operation<(string After, int Limit)>("ListTopics", mutates: false)
        {
            Naming = [],
            ReadsPages = true,
            Reading = (parameters, _) => (TopicPages.Place(parameters) ?? "", TopicPages.Limit(parameters)),
            Subject = _ => Of("topics", "*"),
            Run = async (request, caller, answer, _) =>
            {
                var found = await queues.ListTopicsWithQueuesAsync(caller.Account, request.After, request.Limit + 1);
                TopicPages.WriteFirst(answer, found, request.Limit, topic => topic.Topic.Name, Write);
            },
        })
    {
        Summary = "Topics of the server itself, by name, with the queues that are subscribed.",
        Query = TopicPages.Fields,
        Answer = Shape.PageOf(QueueShapes.Topic),
    };

    /// <summary>As the door of messages names them in policies.</summary>
    private static Subject.Thing Of(string kind, string name) => new(MessageDoor.Service, Account: null, [$"/{kind}/{name}"]);

    private static async Task<T> Told<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (QueueException e)
        {
            throw ApiException.Refused(e.HttpStatus, e.Code, e.Message);
        }
    }

    private static NewMessage ReadMessage(Parameters parameters) => new(
        Encoding.UTF8.GetBytes(parameters.Required("body")),
        parameters.Integer("priority", least: 1, most: 16, absent: NewMessage.UsualPriority),
        parameters.Optional("delaySeconds") is null ? null : parameters.Integer("delaySeconds", least: 0, most: 604_800, absent: 0));

    private static void Write(Utf8JsonWriter json, ListedQueue queue)
    {
        json.WriteString("name"u8, queue.Name);
        Times.Write(json, "created"u8, queue.Created);
        json.WriteNumber("messages"u8, queue.Messages);
    }

    private static void Write(Utf8JsonWriter json, QueueView queue)
    {
        json.WriteString("name"u8, queue.Name);
        Times.Write(json, "created"u8, queue.Created);
        Times.Write(json, "modified"u8, queue.Modified);
        json.WriteNumber("active"u8, queue.Active);
        json.WriteNumber("inactive"u8, queue.Inactive);
        json.WriteNumber("delayed"u8, queue.Delayed);
        json.WriteNumber("delaySeconds"u8, queue.Attributes.DelaySeconds);
        json.WriteNumber("maximumMessageSize"u8, queue.Attributes.MaximumMessageSize);
        json.WriteNumber("messageRetentionSeconds"u8, queue.Attributes.MessageRetentionPeriod);
        json.WriteNumber("visibilitySeconds"u8, queue.Attributes.VisibilityTimeout);
        json.WriteNumber("pollingWaitSeconds"u8, queue.Attributes.PollingWaitSeconds);
    }

    private static void Write(Utf8JsonWriter json, SeenMessage message)
    {
        json.WriteString("id"u8, message.Id);
        json.WriteString("body"u8, Encoding.UTF8.GetString(message.Body));
        json.WriteNumber("priority"u8, message.Priority);
        Times.Write(json, "sent"u8, message.Sent);
        Times.Write(json, "visible"u8, message.NextVisible);
        json.WriteNumber("taken"u8, message.Taken);
        if (message.FirstTaken is { } first)
        {
            Times.Write(json, "firstTaken"u8, first);
        }
    }

    private static void Write(Utf8JsonWriter json, ListedTopic listed)
    {
        json.WriteString("name"u8, listed.Topic.Name);
        Times.Write(json, "created"u8, listed.Topic.Created);
        json.WriteNumber("messages"u8, listed.Topic.Messages);
        json.WriteStartArray("subscriptions"u8);
        foreach (var subscription in listed.Subscriptions)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, subscription.Name);
            json.WriteString("queue"u8, subscription.Queue);
            if (subscription.Tag is { } tag)
            {
                json.WriteString("tag"u8, tag);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static MessagePlace? ReadPlace(string text) =>
        text.Split('.') is [var priority, var id]
        && int.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && new MessagePlace(number, id) is { IsPlace: true } place
            ? place
            : null;
}
