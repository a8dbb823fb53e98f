using System.CommandLine;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice queue</c>: queues and topics of the server itself.</summary>
internal static class QueueCommand
{
    public static Command Of(Surroundings surroundings, string description) => new("queue", description)
    {
        List(surroundings),
        Show(surroundings),
        Messages(surroundings),
        Send(surroundings),
        Topics(surroundings),
    };

    private static Command List(Surroundings surroundings) =>
        new Command("list", HelpTexts.QueueList).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var queues = await session.Own.ListQueuesAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(queues);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadQueue, Texts.HeadMessages, Texts.HeadCreated],
                queues.Select(queue => new[] { Plain.Text(queue, "name"), Plain.Text(queue, "messages"), Plain.Time(queue, "created") }),
                none: Texts.NoQueues);
            return ExitCodes.Done;
        });

    private static Command Show(Surroundings surroundings)
    {
        var name = Argument();
        return new Command("show", HelpTexts.QueueShow) { name }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var queue = await session.Own.GetQueueAsync(line.GetRequiredValue(name), cancellationToken);
                if (session.IsJson)
                {
                    session.WriteJson(queue);
                    return ExitCodes.Done;
                }

                session.Screen.Line(
                    Texts.FormatQueueHas(Plain.Text(queue, "name"), Plain.Text(queue, "active"), Plain.Text(queue, "inactive"), Plain.Text(queue, "delayed")));
                session.Screen.Line(
                    Texts.FormatQueueSetTo(Plain.Text(queue, "messageRetentionSeconds"), Plain.Text(queue, "maximumMessageSize"), Plain.Text(queue, "visibilitySeconds")));
                return ExitCodes.Done;
            });
    }

    private static Command Messages(Surroundings surroundings)
    {
        var name = Argument();
        var most = new Option<int>("--last") { Description = HelpTexts.AtMost100, HelpName = "N", DefaultValueFactory = _ => 100 };
        return new Command("messages", HelpTexts.QueueMessages) { name, most }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var messages = await session.Own.ListMessagesAsync(line.GetRequiredValue(name), cancellationToken)
                    .Take(line.GetValue(most)).ToListAsync(cancellationToken);
                if (session.IsJson)
                {
                    session.WriteItems(messages);
                    return ExitCodes.Done;
                }

                session.Screen.Rows(
                    [Texts.HeadMessageId, Texts.HeadPriority, Texts.HeadSent, Texts.HeadTaken, Texts.HeadBody],
                    messages.Select(message => new[]
                    {
                        Plain.Text(message, "id"), Plain.Text(message, "priority"), Plain.Time(message, "sent"), Plain.Text(message, "taken"),
                        Plain.Json(message, "body"),
                    }),
                    none: Texts.QueueEmpty);
                return ExitCodes.Done;
            });
    }

    private static Command Send(Surroundings surroundings)
    {
        var name = Argument();
        var body = new Argument<string>("BODY") { Description = HelpTexts.TheMessage };
        var priority = new Option<int?>("--priority") { Description = HelpTexts.MessagePriority, HelpName = "N" };
        var delay = new Option<int?>("--delay") { Description = HelpTexts.MessageDelay, HelpName = "N" };
        return new Command("send", HelpTexts.QueueSend) { name, body, priority, delay }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var sent = await session.Own.SendMessageAsync(
                    line.GetRequiredValue(name), line.GetRequiredValue(body), line.GetValue(priority), line.GetValue(delay), cancellationToken);
                if (session.IsJson)
                {
                    session.WriteJson(sent);
                }
                else
                {
                    session.Screen.Line(Texts.FormatMessageSent(Plain.Text(sent, "id")));
                }

                return ExitCodes.Done;
            });
    }

    private static Command Topics(Surroundings surroundings) =>
        new Command("topics", HelpTexts.QueueTopics).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var topics = await session.Own.ListTopicsAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(topics);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadTopic, Texts.HeadPublishedCount, Texts.HeadQueues],
                topics.Select(topic => new[]
                {
                    Plain.Text(topic, "name"), Plain.Text(topic, "messages"),
                    string.Join(", ", topic.GetProperty("subscriptions").EnumerateArray().Select(subscription => Plain.Text(subscription, "queue"))),
                }),
                none: Texts.NoTopics);
            return ExitCodes.Done;
        });

    private static Argument<string> Argument() => new("QUEUE") { Description = HelpTexts.TheQueue };
}
