using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary>What waits for a person, and what is decided.</summary>
internal static class InboxCommands
{
    /// <summary><c>sluice inbox</c>.</summary>
    public static Command Inbox(Surroundings surroundings, string description)
    {
        var flow = new Option<string?>("--flow") { Description = "Only of this flow.", HelpName = "F" };
        var ids = new Option<bool>("--ids") { Description = "Only the ids, a line for each." };
        return new Command("inbox", description) { flow, ids }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var items = await session.Own.ListInboxAsync(line.GetValue(flow), cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(items);
            }
            else if (line.GetValue(ids))
            {
                items.ForEach(item => session.Screen.Line(Plain.Text(item, "id")));
            }
            else
            {
                session.Screen.Rows(
                    ["ID", "EXECUTION", "STATE", "SINCE", "UNTIL", "INPUT"],
                    items.Select(item => new[]
                    {
                        Plain.Text(item, "id"), $"{Plain.Text(item, "flow")}/{Plain.Text(item, "execution")}", Plain.Text(item, "state"),
                        Plain.Time(item, "since"), Plain.Time(item, "until"), Plain.Json(item, "input"),
                    }),
                    none: "Nothing waits for anybody.");
            }

            return ExitCodes.Done;
        });
    }

    /// <summary><c>sluice approve</c>.</summary>
    public static Command Approve(Surroundings surroundings, string description)
    {
        var id = Argument();
        var file = new Option<string?>("--output") { Description = "A file with what the task comes to, a JSON object; - for the standard input.", HelpName = "FILE" };
        var text = new Option<string?>("--output-json") { Description = "The output itself; an empty object when it is left out.", HelpName = "TEXT" };
        return new Command("approve", description) { id, file, text }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var output = await Inputs.ReadObjectAsync(line.GetValue(file), line.GetValue(text), surroundings, cancellationToken);
            return Tell(session, "approved", await session.Own.ApproveAsync(line.GetRequiredValue(id), output, cancellationToken));
        });
    }

    /// <summary><c>sluice reject</c>.</summary>
    public static Command Reject(Surroundings surroundings, string description)
    {
        var id = Argument();
        var error = new Option<string?>("--error") { Description = "The code that rules look at; Rejected when it is left out.", HelpName = "CODE" };
        var cause = new Option<string?>("--cause") { Description = "The sentence to it.", HelpName = "TEXT" };
        return new Command("reject", description) { id, error, cause }.Does(surroundings, async (session, line, cancellationToken) => Tell(
            session,
            "rejected",
            await session.Own.RejectAsync(
                line.GetRequiredValue(id), line.GetValue(error), line.GetValue(cause), cancellationToken)));
    }

    private static Argument<string> Argument() => new("ID") { Description = "As 'sluice inbox' shows it." };

    private static int Tell(Session session, string decision, JsonElement answer)
    {
        if (session.IsJson)
        {
            session.WriteJson(answer);
        }
        else
        {
            session.Screen.Line($"{Plain.Text(answer, "id")} is {decision}.");
        }

        return ExitCodes.Done;
    }
}
