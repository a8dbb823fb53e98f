using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client.Answers;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice graph</c>: a flow as a Mermaid diagram or as SVG, from its outline.</summary>
internal static class GraphCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var what = new Argument<string>("FILE|FLOW") { Description = HelpTexts.GraphOf };
        var qualifier = new Option<string?>("--qualifier") { Description = HelpTexts.GraphVersion, HelpName = "NAME" };
        var svg = new Option<bool>("--svg") { Description = HelpTexts.GraphSvg };
        return new Command("graph", description) { what, qualifier, svg }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var path = line.GetRequiredValue(what);
            JsonElement outline;
            try
            {
                outline = path == Inputs.StandardInput || File.Exists(path)
                    ? await session.Own.OutlineAsync(
                        await Inputs.ReadAsync(path, surroundings, cancellationToken), mode: null, cancellationToken)
                    : await session.Own.GetOutlineAsync(path, line.GetValue(qualifier), cancellationToken);
            }
            catch (ClientException e) when (!session.IsJson && e.Diagnostics.ValueKind == JsonValueKind.Array)
            {
                Diagnostics.Tell(path, e.Diagnostics, surroundings);
                return ExitCodes.InvalidDefinition;
            }

            if (session.IsJson)
            {
                session.WriteJson(outline);
            }
            else
            {
                surroundings.Output.Write(line.GetValue(svg) ? Svg.Of(outline) : Mermaid.Of(outline));
            }

            return ExitCodes.Done;
        });
    }
}
