using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice schedule</c>: what the clock starts.</summary>
internal static class ScheduleCommand
{
    public static Command Of(Surroundings surroundings, string description) => new("schedule", description)
    {
        List(surroundings),
        Next(surroundings),
        Doing(surroundings, "run", "Start now, once, what a schedule starts."),
        Doing(surroundings, "pause", "Keep a schedule from firing."),
        Doing(surroundings, "resume", "Let a schedule fire again."),
    };

    private static Command List(Surroundings surroundings) =>
        new Command("list", "Schedules of all flows.").Does(surroundings, async (session, _, cancellationToken) =>
        {
            var schedules = await session.Own.ListSchedulesAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(schedules);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                ["SCHEDULE", "CRON", "ZONE", "STANDS", "NEXT", "MISSED"],
                schedules.Select(schedule => new[]
                {
                    NameOf(schedule), Plain.Text(schedule, "cron"), Plain.Text(schedule, "zone"), Standing(schedule),
                    schedule.GetProperty("next").EnumerateArray().Select(instant => Plain.Text(instant, "local")).FirstOrDefault(""),
                    Plain.Text(schedule, "missed"),
                }),
                none: "There are no schedules.");
            return ExitCodes.Done;
        });

    private static Command Next(Surroundings surroundings) =>
        new Command("next", "The next instants of all schedules that are not paused, in their order.").Does(surroundings, async (session, _, cancellationToken) =>
        {
            var schedules = await session.Own.ListSchedulesAsync(cancellationToken).ToListAsync(cancellationToken);
            var instants = schedules.Where(schedule => schedule.GetProperty("isEnabled").GetBoolean())
                .SelectMany(schedule => schedule.GetProperty("next").EnumerateArray().Select(instant => (schedule, instant)))
                .OrderBy(pair => Plain.Raw(pair.instant, "utc"), StringComparer.Ordinal)
                .ToList();
            if (session.IsJson)
            {
                session.WriteJson(new
                {
                    items = instants.Select(pair => new
                    {
                        flow = Plain.Raw(pair.schedule, "flow"),
                        schedule = Plain.Raw(pair.schedule, "name"),
                        utc = Plain.Raw(pair.instant, "utc"),
                        local = Plain.Raw(pair.instant, "local"),
                    }),
                });
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                ["UTC", "LOCAL", "SCHEDULE"],
                instants.Select(pair => new[] { Plain.Time(pair.instant, "utc"), Plain.Text(pair.instant, "local"), NameOf(pair.schedule) }),
                none: "No schedule is to fire.");
            return ExitCodes.Done;
        });

    private static Command Doing(Surroundings surroundings, string verb, string description)
    {
        var schedule = new Argument<string>("FLOW/SCHEDULE") { Description = "The schedule, such as hello/nightly." };
        return new Command(verb, description) { schedule }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var address = Address.Parse(line.GetRequiredValue(schedule), "SCHEDULE");
            var answer = await session.Own.DoWithScheduleAsync(address.Flow, address.Name, verb, cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(answer);
            }
            else
            {
                session.Screen.Line(verb == "run"
                    ? $"{address.Flow}/{Plain.Text(answer, "name")} is {Plain.Text(answer, "status")}."
                    : $"{address} is {Standing(answer)}.");
            }

            return ExitCodes.Done;
        });
    }

    private static string NameOf(JsonElement schedule) => $"{Plain.Text(schedule, "flow")}/{Plain.Text(schedule, "name")}";

    private static string Standing(JsonElement schedule) => schedule.GetProperty("isEnabled").GetBoolean() ? "on" : "paused";
}
