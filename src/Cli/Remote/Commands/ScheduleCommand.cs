using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice schedule</c>: what the clock starts.</summary>
internal static class ScheduleCommand
{
    public static Command Of(Surroundings surroundings, string description) => new("schedule", description)
    {
        List(surroundings),
        Next(surroundings),
        Doing(surroundings, "run", HelpTexts.ScheduleRun),
        Doing(surroundings, "pause", HelpTexts.SchedulePause),
        Doing(surroundings, "resume", HelpTexts.ScheduleResume),
    };

    private static Command List(Surroundings surroundings) =>
        new Command("list", HelpTexts.ScheduleList).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var schedules = await session.Own.ListSchedulesAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(schedules);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadSchedule, Texts.HeadCron, Texts.HeadZone, Texts.HeadSwitch, Texts.HeadNext, Texts.HeadMissed],
                schedules.Select(schedule => new[]
                {
                    NameOf(schedule), Plain.Text(schedule, "cron"), Plain.Text(schedule, "zone"), Standing(schedule),
                    schedule.GetProperty("next").EnumerateArray().Select(instant => Plain.Text(instant, "local")).FirstOrDefault(""),
                    Plain.Text(schedule, "missed"),
                }),
                none: Texts.NoSchedules);
            return ExitCodes.Done;
        });

    private static Command Next(Surroundings surroundings) =>
        new Command("next", HelpTexts.ScheduleNext).Does(surroundings, async (session, _, cancellationToken) =>
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
                [Texts.HeadUtc, Texts.HeadLocal, Texts.HeadSchedule],
                instants.Select(pair => new[] { Plain.Time(pair.instant, "utc"), Plain.Text(pair.instant, "local"), NameOf(pair.schedule) }),
                none: Texts.NothingToFire);
            return ExitCodes.Done;
        });

    private static Command Doing(Surroundings surroundings, string verb, string description)
    {
        var schedule = new Argument<string>("FLOW/SCHEDULE") { Description = HelpTexts.TheSchedule };
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
                    ? Texts.FormatStartedIsNow(address.Flow, Plain.Text(answer, "name"), Plain.Text(answer, "status"))
                    : Texts.FormatScheduleIsNow(address, Standing(answer)));
            }

            return ExitCodes.Done;
        });
    }

    private static string NameOf(JsonElement schedule) => $"{Plain.Text(schedule, "flow")}/{Plain.Text(schedule, "name")}";

    private static string Standing(JsonElement schedule) => schedule.GetProperty("isEnabled").GetBoolean() ? Texts.ScheduleOn : Texts.SchedulePaused;
}
