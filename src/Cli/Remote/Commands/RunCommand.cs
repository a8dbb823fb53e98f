using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client.Answers;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice run</c>: starts an execution, and follows it when that is asked for.</summary>
internal static class RunCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var flow = new Argument<string>("FLOW") { Description = HelpTexts.RunFlow };
        var name = new Option<string?>("--name") { Description = HelpTexts.RunName, HelpName = "N" };
        var file = new Option<string?>("--input") { Description = HelpTexts.RunInput, HelpName = "FILE" };
        var text = new Option<string?>("--input-json") { Description = HelpTexts.RunInputJson, HelpName = "TEXT" };
        var qualifier = new Option<string?>("--qualifier") { Description = HelpTexts.RunVersion, HelpName = "NAME" };
        var watch = new Option<bool>("--watch") { Description = HelpTexts.Watch };
        return new Command("run", description) { flow, name, file, text, qualifier, watch }.Does(
            surroundings,
            async (session, line, cancellationToken) =>
            {
                var input = await Inputs.ReadObjectAsync(line.GetValue(file), line.GetValue(text), surroundings, cancellationToken);
                Task<JsonElement> StartAsync() => session.Own.StartAsync(
                    line.GetRequiredValue(flow), line.GetValue(name), input, line.GetValue(qualifier), cancellationToken);
                var started = await StartOrDeployAsync(session, line.GetRequiredValue(flow), StartAsync, cancellationToken);
                var execution = new Address(Plain.Raw(started, "flow"), Plain.Raw(started, "name"));
                return line.GetValue(watch)
                    ? await Watching.FollowAsync(session, execution, cancellationToken)
                    : Show(session, execution, started);
            });
    }

    /// <summary>A flow that the server does not have is made of the directory of its name, as <c>sluice init</c> leaves one.</summary>
    private static async Task<JsonElement> StartOrDeployAsync(
        Session session, string flow, Func<Task<JsonElement>> startAsync, CancellationToken cancellationToken)
    {
        var file = Path.Combine(flow, "flow.yaml");
        try
        {
            return await startAsync();
        }
        catch (ClientException e) when (e.Code == "FlowNotExists" && !flow.Contains("..", StringComparison.Ordinal) && File.Exists(file))
        {
            var text = await Inputs.ReadAsync(file, session.Surroundings, cancellationToken);
            await session.Own.PutFlowAsync(flow, text, mode: null, description: null, cancellationToken);
            session.Surroundings.Say(Texts.FormatFlowMade(Plain.Text(flow), file));
            return await startAsync();
        }
    }

    /// <summary>What was started, and how to follow it.</summary>
    public static int Show(Session session, Address execution, JsonElement started)
    {
        var status = Plain.Text(started, "status");
        if (session.IsJson)
        {
            session.WriteJson(started);
        }
        else if (started.TryGetProperty("stopped", out _))
        {
            session.Screen.Line(Endings.Sentence(started), Screen.OfStatus(status));
        }
        else
        {
            session.Screen.Line(Texts.FormatExecutionIsNow(execution, status));
            session.Screen.Line(Texts.FormatNextWatch(execution));
        }

        return status is "Failed" or "TimedOut" or "Stopped" ? ExitCodes.Failed : ExitCodes.Done;
    }
}
