using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice batch</c>: one action on all executions that match.</summary>
internal static class BatchCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Command Of(Surroundings surroundings, string description) => new("batch", description)
    {
        Acting(surroundings, "stop", HelpTexts.BatchStop),
        Acting(surroundings, "redrive", HelpTexts.BatchRedrive),
        Acting(surroundings, "rerun", HelpTexts.BatchRerun),
        Acting(surroundings, "delete", HelpTexts.BatchDelete),
        List(surroundings),
        Show(surroundings),
        Cancel(surroundings),
    };

    private static Command Acting(Surroundings surroundings, string action, string description)
    {
        var filter = new FilterOptions();
        var yes = new Option<bool>("--yes") { Description = HelpTexts.Yes };
        var watch = new Option<bool>("--watch") { Description = HelpTexts.YesWatch };
        var command = new Command(action, description) { yes, watch };
        filter.AddTo(command);
        Option<bool>? latest = null;
        if (action is "redrive" or "rerun")
        {
            command.Options.Add(latest = new("--latest") { Description = HelpTexts.BatchLatest });
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
        var older = new Option<string>("--older") { Description = HelpTexts.PruneOlder, HelpName = "TIME", Required = true };
        var flow = new Option<string?>("--flow") { Description = HelpTexts.OnlyFlow, HelpName = "F" };
        var yes = new Option<bool>("--yes") { Description = HelpTexts.Yes };
        var watch = new Option<bool>("--watch") { Description = HelpTexts.YesWatch };
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
        new Command("list", HelpTexts.BatchList).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var batches = await session.Own.ListBatchesAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(batches);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadBatch, Texts.HeadAction, Texts.HeadStands, Texts.HeadDone, Texts.HeadFailed, Texts.HeadExpected, Texts.HeadCreated, Texts.HeadFilter],
                batches.Select(batch => new[]
                {
                    Plain.Text(batch, "id"), Plain.Text(batch, "action"), Plain.Text(batch, "state"), Plain.Text(batch, "done"),
                    Plain.Text(batch, "failed"), Plain.Text(batch, "expected"), Plain.Time(batch, "created"), Plain.Json(batch, "filter"),
                }),
                none: Texts.NoBatches);
            return ExitCodes.Done;
        });

    private static Command Show(Surroundings surroundings)
    {
        var id = Argument();
        var failed = new Option<bool>("--failed") { Description = HelpTexts.BatchFailed };
        return new Command("show", HelpTexts.BatchShow) { id, failed }.Does(
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
                    [Texts.HeadExecution, Texts.HeadOutcome, Texts.HeadStarted, Texts.HeadCode, Texts.HeadMessage],
                    items.Select(item => new[]
                    {
                        $"{Plain.Text(item, "flow")}/{Plain.Text(item, "name")}", Plain.Text(item, "outcome"),
                        Plain.Text(item, "started"), Plain.Text(item, "code"), Plain.Text(item, "message"),
                    }),
                    none: Texts.ThereAreNone);
                return ExitCodes.Done;
            });
    }

    private static Command Cancel(Surroundings surroundings)
    {
        var id = Argument();
        return new Command("cancel", HelpTexts.BatchCancel) { id }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
                Tell(session, await session.Own.CancelBatchAsync(line.GetRequiredValue(id), cancellationToken)));
    }

    private static Argument<string> Argument() => new("BATCH") { Description = HelpTexts.BatchNumber };

    private static void Preview(Session session, string action, JsonElement preview)
    {
        if (session.IsJson)
        {
            session.WriteJson(preview);
            return;
        }

        var count = Plain.Text(preview, "count");
        session.Screen.Line(preview.GetProperty("isCountExact").GetBoolean()
            ? Texts.FormatWouldActOn(action, count)
            : Texts.FormatWouldActOnMore(action, count));
        foreach (var found in preview.GetProperty("sample").EnumerateArray())
        {
            session.Screen.Line($"  {Plain.Text(found, "flow")}/{Plain.Text(found, "name")}  {Plain.Text(found, "status")}  {Plain.Text(found, "error")}");
        }

        session.Screen.Line(Texts.NothingBegun);
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
            session.Screen.Line(Texts.FormatSeeBatch(Plain.Text(batch, "id")));
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
        return Texts.FormatBatchStands(Plain.Text(batch, "id"), Plain.Text(batch, "action"), Plain.Text(batch, "state"), Plain.Text(batch, "done"), Plain.Text(batch, "expected"), Plain.Text(batch, "failed"), problem);
    }
}
