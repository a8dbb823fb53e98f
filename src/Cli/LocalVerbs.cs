using System.CommandLine;
using Sluice.Cli.Assistants;
using Sluice.Cli.Completing;
using Sluice.Cli.Diagnosis;
using Sluice.Cli.Examples;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli;

/// <summary>The verbs that need no server: what help says of them, and the command behind each.</summary>
internal static class LocalVerbs
{
    /// <summary>In the order in which <c>--help</c> shows them. Their examples work in this order, too, one after the other.</summary>
    public static IReadOnlyList<LocalVerb> All { get; } =
    [
        new("init", "[DIR] [--example NAME]", "sluice init hello"),
        new("examples", "", "sluice examples"),
        new("doctor", "[settings]", "sluice doctor --listen http://127.0.0.1:0 --data ./try"),
        new("config", "[--given] [settings]", "sluice config --given"),
        new("completion", "bash|zsh|fish", "source <(sluice completion bash)"),
        new("mcp", "[--allow-changes]", "sluice mcp </dev/null"),
    ];

    public static Task<int> RunAsync(LocalVerb verb, string[] arguments, Surroundings surroundings) =>
        RemoteProgram.RunAsync(verb, Program(verb, surroundings), arguments, surroundings);

    /// <summary>The program with this one verb.</summary>
    public static Command Program(LocalVerb verb, Surroundings surroundings) =>
        HelpWithExample.Program(CommandOf(verb, surroundings), verb.Example);

    public static Command CommandOf(LocalVerb verb, Surroundings surroundings)
    {
        var description = VerbDescriptions.Of(verb.Name);
        return verb.Name switch
        {
            "init" => InitCommand.Of(surroundings, description),
            "examples" => ExamplesCommand.Of(surroundings, description),
            "doctor" => DoctorCommand.Of(surroundings, description),
            "config" => ConfigCommand.Of(surroundings, description),
            "completion" => CompletionCommand.Of(surroundings, description, () => WholeProgram.Of(surroundings)),
            "mcp" => McpCommand.Of(surroundings, description, VerbTable.RunAsync),
            _ => throw new ArgumentException($"No command is behind '{verb.Name}'.", nameof(verb)),
        };
    }
}
