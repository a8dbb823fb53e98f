using System.CommandLine;
using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;
using Sluice.Testing.Reports;

namespace Sluice.Cli.Explorations;

/// <summary>What stands behind <c>sluice explore</c>.</summary>
internal static class ExploreCommand
{
    private static readonly Argument<string[]> Paths = new("FILE")
    {
        Description = "Definitions, or files of tests: those say what is answered when all goes well.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Input = new("--input") { Description = "A file with the input, for definitions.", HelpName = "FILE" };

    private static readonly Option<int> Faults = new("--faults")
    {
        Description = "Things that go wrong in one run, at the most; 2.",
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Runs of each flow at the most; 10000.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<string[]> Allow = new("--allow")
    {
        Description = "A state that may fail the execution; may be given several times.",
        HelpName = "STATE",
    };

    private static readonly Option<string[]> Compensates = new("--compensates")
    {
        Description = "What undoes what, such as Charge=Refund; may be given several times.",
        HelpName = "DONE=UNDONE",
    };

    private static readonly Option<ExecutionMode> Mode = new("--mode") { Description = "Of definitions: Standard or Express." };

    private static readonly Option<bool> Json = new("--json") { Description = "A JSON document in a line for each file, instead of text." };

    public static Command Of(IVerb verb, Surroundings surroundings)
    {
        var command = new Command(verb.Name, verb.Summary) { Paths, Input, Faults, Runs, Allow, Compensates, Mode, Json };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private static async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var options = new ExploreOptions
        {
            Faults = AtLeast("--faults", line.GetValue(Faults), 0),
            Runs = AtLeast("--runs", line.GetValue(Runs), 1),
            Allowed = line.GetValue(Allow) ?? [],
            Compensations = [.. (line.GetValue(Compensates) ?? []).Select(ReadPair)],
        };
        var found = false;
        foreach (var path in line.GetRequiredValue(Paths))
        {
            var limits = LimitSettings.Read(surroundings.ReadSettings(CommandLine.Parse([])));
            if (await OpenAsync(path, line, limits, surroundings, cancellationToken) is not { } subject)
            {
                return ExitCodes.InvalidDefinition;
            }

            var outline = FlowOutliner.Find(subject.Text, subject.Flow.Mode, subject.Flow.Limits)!;
            var result = Exploration.Of(subject.Flow, outline, options, cancellationToken);
            found |= result.Findings.Count > 0;
            Show(result, subject, line.GetValue(Json), surroundings.Output);
        }

        return found ? ExitCodes.Failed : ExitCodes.Done;
    }

    private sealed record Subject(ExploredFlow Flow, string Text, string File, string Assumed);

    /// <returns>Null when it is refused, which is said.</returns>
    private static async Task<Subject?> OpenAsync(
        string path, ParseResult line, Limits limits, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (path.EndsWith(".test.yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".test.yml", StringComparison.OrdinalIgnoreCase))
        {
            return OpenTests(path, limits, surroundings);
        }

        var text = await Inputs.ReadAsync(path, surroundings, cancellationToken);
        var compiled = FlowCompiler.Compile(text, flowName: null, line.GetValue(Mode), limits);
        if (!compiled.IsValid)
        {
            Tell(path, compiled.Diagnostics, surroundings);
            return null;
        }

        var input = line.GetValue(Input) is { } file ? await Inputs.ReadAsync(file, surroundings, cancellationToken) : "{}";
        return JsonPayload.TryParse(Encoding.UTF8.GetBytes(input), limits.JsonDepth, out var payload, out _) && payload.Value is JsonObject members
            ? new(new(compiled.Flow, members, [], line.GetValue(Mode), limits), text, path, "nothing is known of answers")
            : throw new UsageException($"The input in '{line.GetValue(Input)}' is no JSON object.");
    }

    /// <summary>The first test whose answers lead to success says how it is when all goes well.</summary>
    private static Subject? OpenTests(string path, Limits limits, Surroundings surroundings)
    {
        var read = new TestFileReader(File.ReadAllText, limits).Read(path);
        if (read.File is not { } file)
        {
            Tell(path, read.Problems, surroundings);
            return null;
        }

        foreach (var test in file.Tests)
        {
            var flow = new ExploredFlow(file.UnderTest.Flow, test.Input, test.Targets, file.Mode, file.Limits);
            var outline = FlowOutliner.Find(file.UnderTest.Definition, file.Mode, file.Limits)!;
            if (Exploration.Of(flow, outline, new ExploreOptions { Faults = 0 }, CancellationToken.None).Ends.ContainsKey(ExecutionStatus.Succeeded))
            {
                return new(flow, file.UnderTest.Definition, file.UnderTest.Path, $"answers as in '{test.Name}' ({path}:{test.Position.Line})");
            }
        }

        throw new UsageException($"No test of {path} succeeds, so nothing says how it is when all goes well.");
    }

    private static void Show(ExplorationResult result, Subject subject, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            output.WriteLine(ExploreText.JsonOf(result, subject.File, subject.Assumed));
            return;
        }

        foreach (var row in ExploreText.LinesOf(result, subject.File, subject.Assumed))
        {
            output.WriteLine(Plain.Text(row));
        }
    }

    private static void Tell(string path, IReadOnlyList<Diagnostic> problems, Surroundings surroundings)
    {
        foreach (var problem in problems)
        {
            surroundings.Error.WriteLine(Plain.Text(
                $"{path}:{problem.Position.Line}:{problem.Position.Column}  {problem.Code}  {problem.Message} {problem.Hint}".TrimEnd()));
        }
    }

    private static (string, string) ReadPair(string text) => text.Split('=') is [{ Length: > 0 } done, { Length: > 0 } undone]
        ? (done, undone)
        : throw new UsageException($"'{Excerpt.Of(text)}' is not DONE=UNDONE, such as --compensates Charge=Refund.");

    private static int AtLeast(string option, int number, int least) =>
        number >= least ? number : throw new UsageException($"{option} is {number}, and must be {least} or more.");
}
