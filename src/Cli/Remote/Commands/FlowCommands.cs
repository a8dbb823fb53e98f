using System.CommandLine;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Verbs that list what there is of flows.</summary>
internal static class FlowCommands
{
    /// <summary><c>sluice flows</c>.</summary>
    public static Command Flows(Surroundings surroundings, string description) =>
        new Command("flows", description).Does(surroundings, async (session, _, cancellationToken) =>
        {
            var flows = await session.Own.ListFlowsAsync(cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(flows);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadFlow, Texts.HeadMode, Texts.HeadChanged, Texts.HeadLastExecution, Texts.HeadStatus],
                flows.Select(flow => new[]
                {
                    Plain.Text(flow, "name"), Plain.Text(flow, "mode"), Plain.Time(flow, "modified"),
                    flow.TryGetProperty("lastExecution", out var last) ? Plain.Text(last, "name") : "",
                    flow.TryGetProperty("lastExecution", out last) ? Plain.Text(last, "status") : "",
                }),
                none: Texts.NoFlows);
            return ExitCodes.Done;
        });

    /// <summary><c>sluice versions</c>.</summary>
    public static Command Versions(Surroundings surroundings, string description)
    {
        var flow = new Argument<string>("FLOW") { Description = HelpTexts.TheFlow };
        return new Command("versions", description) { flow }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var name = line.GetRequiredValue(flow);
            var versions = await session.Own.ListVersionsAsync(name, cancellationToken).ToListAsync(cancellationToken);
            if (session.IsJson)
            {
                session.WriteItems(versions);
                return ExitCodes.Done;
            }

            session.Screen.Rows(
                [Texts.HeadVersion, Texts.HeadPublished, Texts.HeadDescription],
                versions.Select(version => new[]
                {
                    Plain.Text(version, "version"), Plain.Time(version, "created"), Plain.Text(version, "description"),
                }),
                none: Texts.FormatNothingPublished(Plain.Text(name)));
            return ExitCodes.Done;
        });
    }
}
