using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice alias</c>: where the aliases of a flow lead, and letting one lead to a version.</summary>
internal static class AliasCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var flow = new Argument<string>("FLOW") { Description = "The flow that is meant." };
        var name = new Argument<string?>("NAME") { Description = "The alias to set.", Arity = ArgumentArity.ZeroOrOne };
        var version = new Option<string?>("--version") { Description = "Where it leads from now on.", HelpName = "N" };
        return new Command("alias", description) { flow, name, version }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var of = line.GetRequiredValue(flow);
            switch (line.GetValue(name), line.GetValue(version))
            {
                case ({ } alias, { } number):
                    await SetAsync(session, of, alias, number, cancellationToken);
                    break;
                case (null, null):
                    break;
                default:
                    throw new UsageException("An alias is set by its name and --version together.");
            }

            return await ListAsync(session, of, cancellationToken);
        });
    }

    /// <summary>Creates an alias, or lets the one of this name lead to a version and nowhere else.</summary>
    public static async Task SetAsync(
        Session session, string flow, string alias, string version, CancellationToken cancellationToken)
    {
        var existing = session.Own.ListAliasesAsync(flow, cancellationToken);
        var exists = await existing.AnyAsync(item => Plain.Raw(item, "name") == alias, cancellationToken);
        await session.Client.CallRpcAsync(
            exists ? "UpdateFlowAlias" : "CreateFlowAlias",
            new Dictionary<string, string?>
            {
                ["FlowName"] = flow,
                ["Name"] = alias,
                ["RoutingConfigurations"] = JsonLines.Of(new[] { new { Version = version, Weight = 100 } }),
            },
            cancellationToken);
    }

    private static async Task<int> ListAsync(Session session, string flow, CancellationToken cancellationToken)
    {
        var aliases = await session.Own.ListAliasesAsync(flow, cancellationToken).ToListAsync(cancellationToken);
        if (session.IsJson)
        {
            session.WriteItems(aliases);
            return ExitCodes.Done;
        }

        session.Screen.Rows(
            ["ALIAS", "LEADS TO", "DESCRIPTION"],
            aliases.Select(alias => new[] { Plain.Text(alias, "name"), Routes(alias), Plain.Text(alias, "description") }),
            none: $"{Plain.Text(flow)} has no aliases. Make one with: sluice alias {Plain.Text(flow)} NAME --version N");
        return ExitCodes.Done;
    }

    private static string Routes(JsonElement alias) => string.Join(
        ", ",
        alias.GetProperty("routes").EnumerateArray()
            .Select(route => $"version {Plain.Text(route, "version")} ({Plain.Text(route, "weight")} %)"));
}
