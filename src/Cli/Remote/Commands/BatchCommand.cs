using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice batch</c>: one action on all executions that match.</summary>
internal static class BatchCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Command Of(Surroundings surroundings, string description) => new("batch", description)
    {
        Acting(surroundings, "stop", "Stop what runs."),
        Acting(surroundings, "redrive", "Go on with what failed, timed out or was stopped."),
        Acting(surroundings, "rerun", "Run once more what has ended."),
        Acting(surroundings, "delete", "Delete what has ended, with its history."),
        List(surroundings),
        Show(surroundings),
        Cancel(surroundings),
    };

    private static Command Acting(Surroundings surroundings, string action, string description)
    {
        var filter = new FilterOptions();
        var yes = new Option<bool>("--yes") { Description = "Begin; without it, only say what would be done." };
        var watch = new Option<bool>("--watch") { Description = "With --yes: follow it until it ends; Ctrl-C leaves it running." };
        var command = new Command(action, description) { yes, watch };
        filter.AddTo(command);
        Option<bool>? latest = null;
        if (action is "redrive" or "rerun")
        {
            command.Options.Add(latest = new("--latest") { Description = "With the flow as it stands, and not as each was started with." });
        }

        return command.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var isPreview = !line.GetValue(yes);
            var definition = latest is not null && line.GetValue(latest) ? "latest" : null;
            var answer = await session.Own.CreateBatchAsync(
                action, filter.Read(line, TimeProvider.System), definition, isPreview, cancellationToken);
            if (isPreview)
            {
                Preview(session, action, answer);
                return ExitCodes.Done;
            }

            return line.GetValue(watch)
                ? await FollowAsync(session, answer, cancellationToken)
                : Tell(session, answer);
        });
    }

    /// <summary><c>sluice prune</c>: what has ended and is old.</summary>
    public static Command Prune(Surroundings surroundings, string description)
    {
        var older = new Option<string>("--older") { Description = "Started longer ago than that: 12h, 30d.", HelpName = "TIME", Required = true };
        var flow = new Option<string?>("--flow") { Description = "Only of this flow.", HelpName = "F" };
        var yes = new Option<bool>("--yes") { Description = "Begin; without it, only say what would be done." };
        var watch = new Option<bool>("--watch") { Description = "With --yes: follow it until it ends; Ctrl-C leaves it running." };
        return new Command("prune", description) { older, flow, yes, watch }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var isPreview = !line.GetValue(yes);
            var filter = new Dictionary<string, string?>
            {
                ["flow"] = line.GetValue(flow),
                ["to"] = FilterOptions.Before(TimeProvider.System, line.GetRequiredValue(older)),
            };
            var answer = await session.Own.CreateBatchAsync("delete", filter, definition: null, isPreview, cancellationToken);
            if (isPreview)
            {
                Preview(session, "delete", answer);
                return ExitCodes.Done;
            }

            return line.GetValue(watch)
                ? await FollowAsync(session, answer, cancellationToken)
                : Tell(session, answer);
        });
    }

    private static Command List(Surroundings surroundings) =>
        new Command("list", "Batches, newest first.").Does(surroundings, async (session, _, cancellationToken) =>
        {
            var batches = await session.Own.ListBatchesAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(batches);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                ["BATCH", "ACTION", "STATE", "DONE", "FAILED", "EXPECTED", "CREATED", "FILTER"],
                batches.Select(batch => new[]
                {
                    Plain.Text(batch, "id"), Plain.Text(batch, "action"), Plain.Text(batch, "state"), Plain.Text(batch, "done"),
                    Plain.Text(batch, "failed"), Plain.Text(batch, "expected"), Plain.Time(batch, "created"), Plain.Json(batch, "filter"),
                }),
                none: "There are no batches.");
            return ExitCodes.Done;
        });

    private static Command Show(Surroundings surroundings)
    {
        var id = Argument();
        var failed = new Option<bool>("--failed") { Description = "Only what could not be done." };
        return new Command("show", "What a batch has done, and what it could not do and why.") { id, failed }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var batch = await session.Own.GetBatchAsync(line.GetRequiredValue(id), cancellationToken);
                var items = await session.Own.ListBatchItemsAsync(
                    line.GetRequiredValue(id), line.GetValue(failed), cancellationToken).ToListAsync(cancellationToken);
                if (session.IsJson)
                {
                    session.WriteJson(new { batch, items });
                    return ExitCodes.Done;
                }

                session.Screen.Line(Sentence(batch));
                session.Screen.Rows(
                    ["EXECUTION", "OUTCOME", "STARTED", "CODE", "MESSAGE"],
                    items.Select(item => new[]
                    {
                        $"{Plain.Text(item, "flow")}/{Plain.Text(item, "name")}", Plain.Text(item, "outcome"),
                        Plain.Text(item, "started"), Plain.Text(item, "code"), Plain.Text(item, "message"),
                    }),
                    none: "There are none.");
                return ExitCodes.Done;
            });
    }

    private static Command Cancel(Surroundings surroundings)
    {
        var id = Argument();
        return new Command("cancel", "Give a batch up; what it has done stays done.") { id }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
                Tell(session, await session.Own.CancelBatchAsync(line.GetRequiredValue(id), cancellationToken)));
    }

    private static Argument<string> Argument() => new("BATCH") { Description = "Its number." };

    private static void Preview(Session session, string action, JsonElement preview)
    {
        if (session.IsJson)
        {
            session.WriteJson(preview);
            return;
        }

        var more = preview.GetProperty("isCountExact").GetBoolean() ? "" : "more than ";
        session.Screen.Line($"{action} would act on {more}{Plain.Text(preview, "count")} executions.");
        foreach (var found in preview.GetProperty("sample").EnumerateArray())
        {
            session.Screen.Line($"  {Plain.Text(found, "flow")}/{Plain.Text(found, "name")}  {Plain.Text(found, "status")}  {Plain.Text(found, "error")}");
        }

        session.Screen.Line("Nothing has begun: add --yes to begin.");
    }

    private static int Tell(Session session, JsonElement batch)
    {
        if (session.IsJson)
        {
            session.WriteJson(batch);
        }
        else
        {
            session.Screen.Line(Sentence(batch));
            session.Screen.Line($"See: sluice batch show {Plain.Text(batch, "id")}");
        }

        return ExitCodes.Done;
    }

    /// <returns>As for an execution: whether all could be done.</returns>
    private static async Task<int> FollowAsync(Session session, JsonElement batch, CancellationToken cancellationToken)
    {
        var id = Plain.Raw(batch, "id");
        var last = "";
        while (!batch.TryGetProperty("ended", out _))
        {
            if (!session.IsJson && Sentence(batch) is var sentence && sentence != last)
            {
                session.Screen.Line(last = sentence);
            }

            await Task.Delay(BetweenLooks, cancellationToken);
            batch = await session.Own.GetBatchAsync(id, cancellationToken);
        }

        Tell(session, batch);
        return Plain.Raw(batch, "state") == "Done" && Plain.Raw(batch, "failed") == "0" ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Sentence(JsonElement batch)
    {
        var problem = Plain.Text(batch, "problem") is { Length: > 0 } text ? $" {text}" : "";
        return $"Batch {Plain.Text(batch, "id")} ({Plain.Text(batch, "action")}) is {Plain.Text(batch, "state")}: "
            + $"{Plain.Text(batch, "done")} of {Plain.Text(batch, "expected")} done, {Plain.Text(batch, "failed")} could not be.{problem}";
    }
}
