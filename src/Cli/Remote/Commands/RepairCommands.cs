using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Executions found, gone on with where they failed, or run once more.</summary>
internal static class RepairCommands
{
    private const int UsuallyShown = 50;

    /// <summary><c>sluice ps</c>.</summary>
    public static Command Ps(Surroundings surroundings, string description)
    {
        var filter = new FilterOptions();
        var limit = new Option<int>("--limit")
        {
            Description = HelpTexts.FormatPsLimit(UsuallyShown),
            HelpName = "N",
            DefaultValueFactory = _ => UsuallyShown,
        };
        var command = new Command("ps", description) { limit };
        filter.AddTo(command);
        return command.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var query = filter.Read(line, TimeProvider.System);
            query["limit"] = Math.Clamp(line.GetValue(limit), 1, 100).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var found = await session.Own.ListExecutionsAsync(query, cancellationToken)
                .Take(Math.Max(1, line.GetValue(limit))).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(found);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadExecution, Texts.HeadStatus, Texts.HeadStarted, Texts.HeadTook, Texts.HeadState, Texts.HeadError],
                found.Select(item => new[]
                {
                    $"{Plain.Text(item, "flow")}/{Plain.Text(item, "name")}", Standing(item), Plain.Time(item, "started"),
                    Plain.Between(item, "started", "stopped"), Plain.Text(item, "state"), Plain.Text(item, "error"),
                }),
                none: Texts.NoExecutions);
            return ExitCodes.Done;
        });
    }

    /// <summary><c>sluice redrive</c>.</summary>
    public static Command Redrive(Surroundings surroundings, string description)
    {
        var execution = ExecutionCommands.Argument();
        var latest = new Option<bool>("--latest") { Description = HelpTexts.RedriveLatest };
        var dryRun = new Option<bool>("--dry-run") { Description = HelpTexts.RedriveDryRun };
        var watch = new Option<bool>("--watch") { Description = HelpTexts.Watch };
        return new Command("redrive", description) { execution, latest, dryRun, watch }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var address = ExecutionCommands.Parse(line, execution);
                var isDryRun = line.GetValue(dryRun);
                var answer = await session.Own.RedriveAsync(
                    address.Flow, address.Name, line.GetValue(latest) ? "latest" : null, isDryRun, cancellationToken);
                if (line.GetValue(watch) && !isDryRun)
                {
                    return await Watching.FollowAsync(session, address, cancellationToken);
                }

                Show(session, address, answer);
                return answer.GetProperty("misfits").GetArrayLength() > 0 ? ExitCodes.Usage : ExitCodes.Done;
            });
    }

    /// <summary><c>sluice rerun</c>.</summary>
    public static Command Rerun(Surroundings surroundings, string description)
    {
        var execution = ExecutionCommands.Argument();
        var name = new Option<string?>("--name") { Description = HelpTexts.RerunName, HelpName = "N" };
        var file = new Option<string?>("--input") { Description = HelpTexts.RerunInput, HelpName = "FILE" };
        var text = new Option<string?>("--input-json") { Description = HelpTexts.RerunInputJson, HelpName = "TEXT" };
        var latest = new Option<bool>("--latest") { Description = HelpTexts.RerunLatest };
        var watch = new Option<bool>("--watch") { Description = HelpTexts.Watch };
        return new Command("rerun", description) { execution, name, file, text, latest, watch }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var address = ExecutionCommands.Parse(line, execution);
                var input = await Inputs.ReadObjectAsync(line.GetValue(file), line.GetValue(text), surroundings, cancellationToken);
                var started = await session.Own.RerunAsync(
                    address.Flow, address.Name, line.GetValue(name), input, line.GetValue(latest) ? "latest" : null, cancellationToken);
                var begun = new Address(Plain.Raw(started, "flow"), Plain.Raw(started, "name"));
                return line.GetValue(watch)
                    ? await Watching.FollowAsync(session, begun, cancellationToken)
                    : RunCommand.Show(session, begun, started);
            });
    }

    private static void Show(Session session, Address address, JsonElement answer)
    {
        if (session.IsJson)
        {
            session.WriteJson(answer);
            return;
        }

        var isDryRun = answer.GetProperty("isDryRun").GetBoolean();
        session.Screen.Line(isDryRun ? Texts.FormatWouldGoOn(address) : Texts.FormatGoesOn(address, Plain.Text(answer, "status")));
        foreach (var step in answer.GetProperty("steps").EnumerateArray())
        {
            session.Screen.Line($"  {(Plain.Text(step, "path") is { Length: > 0 } path ? path : Texts.FlowItself)}  {Plain.Text(step, "action")}");
        }

        foreach (var misfit in answer.GetProperty("misfits").EnumerateArray())
        {
            session.Screen.Line($"  {Plain.Text(misfit, "path")}: {Plain.Text(misfit, "problem")}", Screen.OfStatus("failed"));
        }
    }

    private static string Standing(JsonElement item) =>
        Is(item, "retrying") ? "retrying" : Is(item, "waiting") ? "waiting" : Plain.Text(item, "status");

    private static bool Is(JsonElement item, string member) =>
        item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;
}
