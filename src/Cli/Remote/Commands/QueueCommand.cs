using System.CommandLine;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

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
        new Command("list", "Queues, each with how many messages it has.").Does(surroundings, async (session, _, cancellationToken) =>
        {
            var queues = await session.Own.ListQueuesAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(queues);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                ["QUEUE", "MESSAGES", "CREATED"],
                queues.Select(queue => new[] { Plain.Text(queue, "name"), Plain.Text(queue, "messages"), Plain.Time(queue, "created") }),
                none: "There are no queues.");
            return ExitCodes.Done;
        });

    private static Command Show(Surroundings surroundings)
    {
        var name = Argument();
        return new Command("show", "One queue: what it has, and what it is set to.") { name }.Does(
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
                    $"{Plain.Text(queue, "name")}: {Plain.Text(queue, "active")} messages can be taken, {Plain.Text(queue, "inactive")} are taken and not "
                    + $"deleted yet, {Plain.Text(queue, "delayed")} can be taken later.");
                session.Screen.Line(
                    $"A message is kept for {Plain.Text(queue, "messageRetentionSeconds")} s, has {Plain.Text(queue, "maximumMessageSize")} bytes at the most, and "
                    + $"is hidden for {Plain.Text(queue, "visibilitySeconds")} s when it is taken.");
                return ExitCodes.Done;
            });
    }

    private static Command Messages(Surroundings surroundings)
    {
        var name = Argument();
        var most = new Option<int>("--last") { Description = "So many at most; 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
        return new Command("messages", "Messages in the order in which they will be taken; they stay.") { name, most }.Does(
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
                    ["MESSAGE", "PRIORITY", "SENT", "TAKEN", "BODY"],
                    messages.Select(message => new[]
                    {
                        Plain.Text(message, "id"), Plain.Text(message, "priority"), Plain.Time(message, "sent"), Plain.Text(message, "taken"),
                        Plain.Json(message, "body"),
                    }),
                    none: "The queue is empty.");
                return ExitCodes.Done;
            });
    }

    private static Command Send(Surroundings surroundings)
    {
        var name = Argument();
        var body = new Argument<string>("BODY") { Description = "The message." };
        var priority = new Option<int?>("--priority") { Description = "1 to 16; lower comes first.", HelpName = "N" };
        var delay = new Option<int?>("--delay") { Description = "Seconds until it can be taken.", HelpName = "N" };
        return new Command("send", "Send a message to a queue that there is.") { name, body, priority, delay }.Does(
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
                    session.Screen.Line($"Message {Plain.Text(sent, "id")} is sent.");
                }

                return ExitCodes.Done;
            });
    }

    private static Command Topics(Surroundings surroundings) =>
        new Command("topics", "Topics, with the queues that get what is published.").Does(surroundings, async (session, _, cancellationToken) =>
        {
            var topics = await session.Own.ListTopicsAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(topics);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                ["TOPIC", "PUBLISHED", "QUEUES"],
                topics.Select(topic => new[]
                {
                    Plain.Text(topic, "name"), Plain.Text(topic, "messages"),
                    string.Join(", ", topic.GetProperty("subscriptions").EnumerateArray().Select(subscription => Plain.Text(subscription, "queue"))),
                }),
                none: "There are no topics.");
            return ExitCodes.Done;
        });

    private static Argument<string> Argument() => new("QUEUE") { Description = "The queue's name." };
}
