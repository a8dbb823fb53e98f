using System.CommandLine;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Verbs about one execution.</summary>
internal static class ExecutionCommands
{
    /// <summary><c>sluice history</c>.</summary>
    public static Command History(Surroundings surroundings, string description)
    {
        var execution = Argument();
        return new Command("history", description) { execution }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var (flow, name) = Parse(line, execution);
            var events = await session.Own.ListEventsAsync(flow, name, cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(events);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadEvent, Texts.HeadTime, Texts.HeadType, Texts.HeadStep, Texts.HeadDetail],
                events.Select(item => new[]
                {
                    Plain.Text(item, "EventId"), Plain.Text(item, "Time"), Plain.Text(item, "Type"),
                    Plain.Text(item, "StepName"), Plain.Text(item, "EventDetail"),
                }),
                none: Texts.NothingHappened);
            return ExitCodes.Done;
        });
    }

    /// <summary><c>sluice watch</c>.</summary>
    public static Command Watch(Surroundings surroundings, string description)
    {
        var execution = Argument();
        return new Command("watch", description) { execution }.Does(
            surroundings,
            (session, line, cancellationToken) => Watching.FollowAsync(session, Parse(line, execution), cancellationToken));
    }

    /// <summary><c>sluice result</c>: the output alone, for whatever comes behind a pipe.</summary>
    public static Command Result(Surroundings surroundings, string description)
    {
        var execution = Argument();
        return new Command("result", description) { execution }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var address = Parse(line, execution);
            var found = await session.Own.GetExecutionAsync(address.Flow, address.Name, cancellationToken);
            var exitCode = Endings.ExitCode(found);
            if (exitCode == ExitCodes.Done)
            {
                session.WriteJson(found.GetProperty("output"));
            }
            else
            {
                var hasEnded = found.TryGetProperty("stopped", out _);
                session.Surroundings.Say(hasEnded
                    ? Texts.FormatNoResult(address, Endings.Sentence(found))
                    : Texts.FormatNoResultYet(address, Plain.Text(found, "status")));
            }

            return exitCode;
        });
    }

    /// <summary><c>sluice stop</c>.</summary>
    public static Command Stop(Surroundings surroundings, string description)
    {
        var execution = Argument();
        var error = new Option<string?>("--error") { Description = HelpTexts.StopError, HelpName = "CODE" };
        var cause = new Option<string?>("--cause") { Description = HelpTexts.Cause, HelpName = "TEXT" };
        return new Command("stop", description) { execution, error, cause }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var address = Parse(line, execution);
            var stopped = await session.Own.StopAsync(
                address.Flow, address.Name, line.GetValue(error), line.GetValue(cause), cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(stopped);
            }
            else
            {
                session.Screen.Line(Texts.FormatIsNow(address, Plain.Text(stopped, "status")));
            }

            return ExitCodes.Done;
        });
    }

    public static Argument<string> Argument() => new("FLOW/EXECUTION") { Description = HelpTexts.TheExecution };

    public static Address Parse(ParseResult line, Argument<string> execution) =>
        Address.Parse(line.GetRequiredValue(execution), "EXECUTION");
}
