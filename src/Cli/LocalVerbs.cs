using System.CommandLine;
using Sluice.Cli.Assistants;
using Sluice.Cli.Completing;
using Sluice.Cli.Diagnosis;
using Sluice.Cli.Examples;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Verbs;

namespace Sluice.Cli;

/// <summary>The verbs that need no server: what help says of them, and the command behind each.</summary>
internal static class LocalVerbs
{
    /// <summary>In the order in which <c>--help</c> shows them. Their examples work in this order, too, one after the other.</summary>
    public static IReadOnlyList<LocalVerb> All { get; } =
    [
        new("init", "[DIR] [--example NAME]", "Begin with an example: a flow, its tests, an input.", "sluice init hello"),
        new("examples", "", "What 'sluice init' can begin with.", "sluice examples"),
        new("doctor", "[settings]", "Look at all that a server with these settings needs here.",
            "sluice doctor --listen http://127.0.0.1:0 --data ./try"),
        new("config", "[--given] [settings]", "Each setting as it counts, and where it comes from.", "sluice config --given"),
        new("completion", "bash|zsh|fish", "Print what lets a shell complete verbs and options.", "source <(sluice completion bash)"),
        new("mcp", "[--allow-changes]", "Serve check, test, run, why and more to an assistant.",
            "sluice mcp </dev/null"),
    ];

    public static Task<int> RunAsync(LocalVerb verb, string[] arguments, Surroundings surroundings) =>
        RemoteProgram.RunAsync(verb, Program(verb, surroundings), arguments, surroundings);

    /// <summary>The program with this one verb.</summary>
    public static Command Program(LocalVerb verb, Surroundings surroundings) =>
        HelpWithExample.Program(CommandOf(verb, surroundings), verb.Example);

    public static Command CommandOf(LocalVerb verb, Surroundings surroundings) => verb.Name switch
    {
        "init" => InitCommand.Of(surroundings, verb.Summary),
        "examples" => ExamplesCommand.Of(surroundings, verb.Summary),
        "doctor" => DoctorCommand.Of(surroundings, verb.Summary),
        "config" => ConfigCommand.Of(surroundings, verb.Summary),
        "completion" => CompletionCommand.Of(surroundings, verb.Summary, () => WholeProgram.Of(surroundings)),
        "mcp" => McpCommand.Of(surroundings, verb.Summary, VerbTable.RunAsync),
        _ => throw new ArgumentException($"No command is behind '{verb.Name}'.", nameof(verb)),
    };
}
