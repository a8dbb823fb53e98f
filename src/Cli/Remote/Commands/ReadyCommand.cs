using System.CommandLine;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice ready</c>: for the health checks of containers, in which there is no other program.</summary>
internal static class ReadyCommand
{
    public static Command Of(Surroundings surroundings, string description) =>
        new Command("ready", description).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var (isReady, looked) = await session.Client.AskReadyAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(looked);
            }
            else
            {
                var reasons = looked.GetProperty("checks").EnumerateArray().Select(check => Plain.Text(check, "reason")).Where(reason => reason.Length > 0);
                session.Screen.Line(isReady ? Texts.ServerReady : Texts.FormatServerNotReady(string.Join(' ', reasons)));
            }

            return isReady ? ExitCodes.Done : ExitCodes.NotReachable;
        });
}
