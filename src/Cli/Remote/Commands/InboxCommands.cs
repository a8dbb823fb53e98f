using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>What waits for a person, and what is decided.</summary>
internal static class InboxCommands
{
    /// <summary><c>sluice inbox</c>.</summary>
    public static Command Inbox(Surroundings surroundings, string description)
    {
        var flow = new Option<string?>("--flow") { Description = HelpTexts.OnlyFlow, HelpName = "F" };
        var ids = new Option<bool>("--ids") { Description = HelpTexts.InboxIds };
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
                    [Texts.HeadId, Texts.HeadExecution, Texts.HeadState, Texts.HeadSince, Texts.HeadUntil, Texts.HeadInput],
                    items.Select(item => new[]
                    {
                        Plain.Text(item, "id"), $"{Plain.Text(item, "flow")}/{Plain.Text(item, "execution")}", Plain.Text(item, "state"),
                        Plain.Time(item, "since"), Plain.Time(item, "until"), Plain.Json(item, "input"),
                    }),
                    none: Texts.NothingWaits);
            }

            return ExitCodes.Done;
        });
    }

    /// <summary><c>sluice approve</c>.</summary>
    public static Command Approve(Surroundings surroundings, string description)
    {
        var id = Argument();
        var file = new Option<string?>("--output") { Description = HelpTexts.ApproveOutput, HelpName = "FILE" };
        var text = new Option<string?>("--output-json") { Description = HelpTexts.ApproveOutputJson, HelpName = "TEXT" };
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
        var error = new Option<string?>("--error") { Description = HelpTexts.RejectError, HelpName = "CODE" };
        var cause = new Option<string?>("--cause") { Description = HelpTexts.Cause, HelpName = "TEXT" };
        return new Command("reject", description) { id, error, cause }.Does(surroundings, async (session, line, cancellationToken) => Tell(
            session,
            "rejected",
            await session.Own.RejectAsync(
                line.GetRequiredValue(id), line.GetValue(error), line.GetValue(cause), cancellationToken)));
    }

    private static Argument<string> Argument() => new("ID") { Description = HelpTexts.InboxId };

    private static int Tell(Session session, string decision, JsonElement answer)
    {
        if (session.IsJson)
        {
            session.WriteJson(answer);
        }
        else
        {
            session.Screen.Line(Texts.FormatIsDecided(Plain.Text(answer, "id"), decision));
        }

        return ExitCodes.Done;
    }
}
