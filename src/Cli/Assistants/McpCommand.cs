using System.CommandLine;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Serving;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Assistants;

/// <summary><c>sluice mcp</c>: the Model Context Protocol over standard input and output, until the input ends.</summary>
internal static class McpCommand
{
    private const string Instructions =
        "Sluice runs CloudFlow flows. Read sluice://language/en/README.md before you write a definition, and look at the gallery for "
        + "flows like it. Check what you write, write tests beside it (*.test.yaml), and run them. For an execution that failed, ask why.";

    /// <param name="runVerb">The program itself.</param>
    public static Command Of(Surroundings surroundings, string description, Func<string[], Surroundings, Task<int>> runVerb)
    {
        var allow = new Option<bool>("--allow-changes") { Description = HelpTexts.AllowChanges };
        var command = new Command("mcp", description) { allow, CommonOptions.Endpoint(), CommonOptions.Profile() };
        command.SetAction(async (line, cancellationToken) =>
        {
            var bench = new ToolBench(line.GetValue(allow), ServerOf(line), surroundings, runVerb);
            await using var server = McpServer.Create(new StdioServerTransport("sluice"), OptionsOf(bench));
            await server.RunAsync(cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string[] ServerOf(ParseResult line) =>
    [
        .. CommonOptions.EndpointOf(line) is { } endpoint ? [$"--endpoint={endpoint}"] : Array.Empty<string>(),
        .. CommonOptions.ProfileOf(line) is { } profile ? [$"--profile={profile}"] : Array.Empty<string>(),
    ];

    private static McpServerOptions OptionsOf(ToolBench bench) => new()
    {
        ServerInfo = new Implementation { Name = "sluice", Version = Banner.Version },
        ServerInstructions = Instructions,
        Handlers = new()
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(bench.List()),
            CallToolHandler = async (request, _) =>
                await bench.CallAsync(request.Params!.Name, new(request.Params.Arguments ?? new Dictionary<string, System.Text.Json.JsonElement>())),
            ListResourcesHandler = (_, _) => ValueTask.FromResult(Reading.List()),
            ReadResourceHandler = (request, _) => ValueTask.FromResult(Reading.Find(request.Params!.Uri)
                ?? throw new McpProtocolException($"There is no resource '{request.Params.Uri}'.", McpErrorCode.InvalidParams)),
        },
    };
}
