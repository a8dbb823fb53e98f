using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Wording;
using Sluice.Client.Answers;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Follows an execution to its end, step by step.</summary>
internal static class Watching
{
    /// <summary>Connections that end before the execution does are made anew, this often in a row.</summary>
    private const int MostBreaks = 5;

    /// <returns>The exit code.</returns>
    public static async Task<int> FollowAsync(Session session, Address execution, CancellationToken cancellationToken)
    {
        if (!session.IsJson)
        {
            session.Screen.Line(Plain.Text($"{execution}   {session.Client.Endpoint.GetLeftPart(UriPartial.Authority)}"));
        }

        try
        {
            await FollowToEndAsync(session, execution, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Surroundings.Say(Texts.FormatDetached(execution));
            return ExitCodes.Interrupted;
        }

        var ended = await session.Own.GetExecutionAsync(execution.Flow, execution.Name, cancellationToken);
        if (session.IsJson)
        {
            session.WriteJson(ended);
        }
        else
        {
            session.Screen.Line(Endings.Sentence(ended), Screen.OfStatus(Plain.Raw(ended, "status")));
            if (Endings.ExitCode(ended) == ExitCodes.Failed)
            {
                session.Screen.Line(Texts.FormatNextWhy(execution));
            }
        }

        return Endings.ExitCode(ended);
    }

    private static async Task FollowToEndAsync(Session session, Address execution, CancellationToken cancellationToken)
    {
        var steps = new StepLines();
        var (last, breaks) = ("", 0);
        while (breaks < MostBreaks)
        {
            try
            {
                await foreach (var happened in session.Own.WatchAsync(execution.Flow, execution.Name, last, cancellationToken))
                {
                    if (happened.Kind == "end")
                    {
                        return;
                    }

                    using var document = JsonDocument.Parse(happened.Data);
                    if (happened.Kind == "error")
                    {
                        throw new ClientException(
                            404, Plain.Raw(document.RootElement, "code"), Plain.Raw(document.RootElement, "message"));
                    }

                    (last, breaks) = (happened.Id, 0);
                    Show(session, steps, document.RootElement);
                }
            }
            catch (IOException)
            {
                // The connection broke; it goes on from the last event.
            }

            breaks++;
        }

        throw new ClientException(
            0, ClientException.Unreachable, Texts.FormatConnectionEnds(session.Client.Endpoint, execution));
    }

    private static void Show(Session session, StepLines steps, JsonElement happened)
    {
        if (session.IsJson)
        {
            session.WriteJson(happened);
        }
        else if (steps.Read(happened) is { } line)
        {
            session.Screen.Line(line.Text, Screen.OfStatus(line.Status));
        }
    }
}
