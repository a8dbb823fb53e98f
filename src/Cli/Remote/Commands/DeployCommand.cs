using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client.Answers;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice deploy</c>: a file becomes a flow, its next version, and what an alias leads to.</summary>
internal static class DeployCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var file = new Argument<string>("FILE") { Description = HelpTexts.DefinitionFile };
        var name = new Option<string?>("--name") { Description = HelpTexts.DeployName, HelpName = "FLOW" };
        var mode = new Option<string?>("--mode") { Description = HelpTexts.DeployMode, HelpName = "MODE" };
        var publish = new Option<bool>("--publish") { Description = HelpTexts.DeployPublish };
        var alias = new Option<string?>("--alias") { Description = HelpTexts.DeployAlias, HelpName = "NAME" };
        return new Command("deploy", description) { file, name, mode, publish, alias }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var path = line.GetRequiredValue(file);
            var text = await Inputs.ReadAsync(path, surroundings, cancellationToken);
            var (asked, to) = (line.GetValue(mode), line.GetValue(alias));
            JsonElement flow;
            try
            {
                var flowName = line.GetValue(name) ?? await NameOfAsync(session, path, text, asked, cancellationToken);
                flow = await session.Own.PutFlowAsync(flowName, text, asked, description: null, cancellationToken);
            }
            catch (ClientException e) when (!session.IsJson && e.Diagnostics.ValueKind == JsonValueKind.Array)
            {
                Diagnostics.Tell(path, e.Diagnostics, surroundings);
                return ExitCodes.InvalidDefinition;
            }

            return await PublishAsync(session, flow, line.GetValue(publish) || to is not null, to, cancellationToken);
        });
    }

    private static async Task<int> PublishAsync(
        Session session, JsonElement flow, bool publish, string? alias, CancellationToken cancellationToken)
    {
        var name = Plain.Raw(flow, "name");
        var version = publish ? await session.Own.PublishAsync(name, description: null, cancellationToken) : default;
        var number = publish ? Plain.Raw(version, "version") : null;
        if (alias is not null && number is not null)
        {
            await AliasCommand.SetAsync(session, name, alias, number, cancellationToken);
        }

        var isNew = flow.GetProperty("isNew").GetBoolean();
        if (session.IsJson)
        {
            session.WriteJson(new { flow = name, isNew, version = publish ? version : (JsonElement?)null, alias });
        }
        else
        {
            session.Screen.Line((isNew ? Texts.FormatFlowCreated(Plain.Text(name)) : Texts.FormatFlowChanged(Plain.Text(name)))
                + (number is null ? "" : Texts.FormatFlowPublished(number))
                + (alias is null ? "." : Texts.FormatAliasLeads(Plain.Text(alias))));
            session.Screen.Line(Texts.FormatNextRun(Plain.Text(name)));
        }

        return ExitCodes.Done;
    }

    /// <summary>What the definition calls itself; else its file, or the directory of a file that is just called flow.</summary>
    private static async Task<string> NameOfAsync(
        Session session, string path, string text, string? mode, CancellationToken cancellationToken)
    {
        var outline = await session.Own.OutlineAsync(text, mode, cancellationToken);
        if (Plain.Raw(outline, "name") is { Length: > 0 } own)
        {
            return own;
        }

        var stem = Path.GetFileNameWithoutExtension(path);
        return path == Inputs.StandardInput ? throw new UsageException(Texts.DefinitionNameless)
            : stem == "flow" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? stem
            : stem;
    }
}
