using System.Text;
using ModelContextProtocol.Protocol;
using Sluice.Cli.Remote;
using Sluice.Cli.Verbs;
using Sluice.Server.Starting;

namespace Sluice.Cli.Assistants;

/// <summary>Has tools do their work: the verb behind each runs in this process, with its output for the assistant.</summary>
/// <param name="server">Options that say which server is asked.</param>
/// <param name="runVerb">The program itself.</param>
internal sealed class ToolBench(
    bool allowsChanges, IReadOnlyList<string> server, Surroundings surroundings, Func<string[], Surroundings, Task<int>> runVerb)
{
    private IEnumerable<AssistantTool> Allowed => AssistantTools.All.Where(tool => allowsChanges || !tool.Changes);

    public ListToolsResult List() => new()
    {
        Tools =
        [
            .. Allowed.Select(tool => new Tool
            {
                Name = tool.Name,
                Description = tool.Description,
                InputSchema = tool.Schema(),
                Annotations = new() { ReadOnlyHint = !tool.Changes, OpenWorldHint = tool.AsksServer },
            }),
        ],
    };

    public async Task<CallToolResult> CallAsync(string name, ToolArguments given)
    {
        if (Allowed.FirstOrDefault(tool => tool.Name == name) is not { } tool)
        {
            return Refused(AssistantTools.All.Any(known => known.Name == name)
                ? $"'{name}' changes something, and this server was started to look only. Start it with: sluice mcp --allow-changes"
                : $"There is no tool '{name}'; there are {string.Join(", ", Allowed.Select(known => known.Name))}.");
        }

        return given.Problem(tool) is { } problem ? Refused(problem) : await RunAsync(tool, given);
    }

    private async Task<CallToolResult> RunAsync(AssistantTool tool, ToolArguments given)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var input = Encoding.UTF8.GetBytes(tool.Input is null ? "" : given.Get(tool.Input));
        string[] words = [.. tool.Words(given), .. tool.HasJson ? ["--json"] : Array.Empty<string>(), .. tool.AsksServer ? server : []];
        try
        {
            var exitCode = await runVerb(words, surroundings.Redirected(output, error, () => new MemoryStream(input)));

            // A flow that failed or a definition that is wrong is an answer, too.
            var text = $"{output}{error}".Trim();
            return exitCode is ExitCodes.Done or ExitCodes.Failed or ExitCodes.InvalidDefinition ? Said(text) : Refused(text);
        }
        catch (StartException e)
        {
            return Refused(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(e.Message);
        }
    }

    private static CallToolResult Said(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    private static CallToolResult Refused(string sentence) => new() { Content = [new TextContentBlock { Text = sentence }], IsError = true };
}
