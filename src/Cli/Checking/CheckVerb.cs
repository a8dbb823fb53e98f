using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Model;
using Sluice.Server.Starting;

namespace Sluice.Cli.Checking;

/// <summary><c>sluice check</c>: everything there is to say about definitions, warnings included.</summary>
internal sealed class CheckVerb : IVerb
{
    private const string Help = $"""
        Tells what is wrong with flow definitions, and what is accepted but was hardly meant. No server is needed.

          {CheckArguments.Usage}

        A directory is searched for files that end in .yaml, .yml, .json or .fdl; those that are no flow definitions
        are skipped and named. '-' is the standard input.

          --mode Standard|Express   the executions that the flow is for; Standard unless it is said
          --target cloudflow        also tell what CloudFlow does not have; with its limits, not this server's
          --strict                  fail on warnings, too
          --json                    one JSON array instead of text (docs/checking.md)

        Exit code: 0 all valid, 1 something is not, 2 the command line or a file could not be read.

        Example:
          sluice check hello.yaml

        """;

    public string Name => "check";

    public string Usage => "FILE|DIRECTORY|- … [--target cloudflow]";

    public string Summary => "Check a definition, and show what is wrong with it.";

    public string Example => "sluice check hello.yaml";

    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        Task.FromResult(Run(arguments, surroundings));

    public static int Run(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var output = surroundings.Output;
        var settings = surroundings.ReadSettings(CommandLine.Parse([]));
        var asked = CheckArguments.Parse(arguments);
        var limits = asked.ForCloud ? Limits.Default : LimitSettings.Read(settings);
        if (asked.ShowsHelp)
        {
            output.Write(Help);
            return 0;
        }

        var files = DefinitionFiles.Find(asked.Paths);
        var reading = new DefinitionReading(
            asked.Mode, limits, SetUp.ReadActions(settings), surroundings.OpenInput, asked.ForCloud);
        ICheckReport report = asked.IsJson ? new JsonReport(output) : new TextReport(output);
        var read = new List<CheckedFile>(files.Count);
        foreach (var file in files)
        {
            var result = reading.Read(file);
            read.Add(result with { Text = new("") });
            report.Add(result);
        }

        report.End();
        return ExitCode(read, asked);
    }

    private static int ExitCode(IReadOnlyList<CheckedFile> files, CheckArguments asked)
    {
        if (files.All(file => file.Skipped is not null))
        {
            throw CheckArguments.Wrong($"there is no flow definition in {string.Join(", ", asked.Paths)}.");
        }

        return files.Any(file => file.Unreadable is not null) ? StartException.Usage
            : files.Any(file => file.Errors > 0 || (asked.IsStrict && file.Warnings > 0)) ? 1
            : 0;
    }
}
