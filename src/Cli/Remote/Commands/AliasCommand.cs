using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice alias</c>: where the aliases of a flow lead, and letting one lead to a version.</summary>
internal static class AliasCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var flow = new Argument<string>("FLOW") { Description = HelpTexts.TheFlow };
        var name = new Argument<string?>("NAME") { Description = HelpTexts.AliasName, Arity = ArgumentArity.ZeroOrOne };
        var version = new Option<string?>("--version") { Description = HelpTexts.AliasVersion, HelpName = "N" };
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
                    throw new UsageException(Texts.AliasTogether);
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
            [Texts.HeadAlias, Texts.HeadLeadsTo, Texts.HeadDescription],
            aliases.Select(alias => new[] { Plain.Text(alias, "name"), Routes(alias), Plain.Text(alias, "description") }),
            none: Texts.FormatNoAliases(Plain.Text(flow)));
        return ExitCodes.Done;
    }

    private static string Routes(JsonElement alias) => string.Join(
        ", ",
        alias.GetProperty("routes").EnumerateArray()
            .Select(route => Texts.FormatRoute(Plain.Text(route, "version"), Plain.Text(route, "weight"))));
}
