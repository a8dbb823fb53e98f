using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Model;
using Sluice.Server.Starting;

namespace Sluice.Cli.Checking;

/// <summary><c>sluice check</c>: everything there is to say about definitions, warnings included.</summary>
internal sealed class CheckVerb : IVerb
{
    private static string Help => HelpTexts.FormatCheck(CheckArguments.Usage);

    public string Name => "check";

    public string Usage => "FILE|DIRECTORY|- … [--target cloudflow]";

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
            throw CheckArguments.Wrong(Texts.FormatCheckNothing(string.Join(", ", asked.Paths)));
        }

        return files.Any(file => file.Unreadable is not null) ? StartException.Usage
            : files.Any(file => file.Errors > 0 || (asked.IsStrict && file.Warnings > 0)) ? 1
            : 0;
    }
}
