using System.CommandLine;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
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

    private static readonly Option<int> Variants = new("--variants")
    {
        Description = "Answers that are other ones in one run, at the most, so that a condition goes another way; 1.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Runs of each flow at the most; 10000.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "In which order runs are made where not all can be; 1.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Time = new("--time")
    {
        Description = "How long it may take for each flow; 60s.",
        HelpName = "SPAN",
        DefaultValueFactory = _ => "60s",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "A flow of the server: its executions that succeeded say how it is when all goes well.",
        HelpName = "FLOW",
    };

    private static readonly Option<int> Last = new("--last")
    {
        Description = "With --from: so many executions are looked at; 100.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<string?> Write = new("--write")
    {
        Description = "Write each finding as a test into this file, behind those that it has; it fails until the flow is mended.",
        HelpName = "FILE",
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
        var command = new Command(verb.Name, verb.Summary)
        {
            Paths, Input, Faults, Variants, Runs, Seed, Time, From, Last, Write, Allow, Compensates, Mode, Json, CommonOptions.Endpoint, CommonOptions.Profile,
        };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private static async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var asked = new ExploreOptions
        {
            Faults = AtLeast("--faults", line.GetValue(Faults), 0),
            Variants = AtLeast("--variants", line.GetValue(Variants), 0),
            Runs = AtLeast("--runs", line.GetValue(Runs), 1),
            Seed = line.GetValue(Seed),
            Time = SpanOf(line.GetRequiredValue(Time)),
            Allowed = [.. (line.GetValue(Allow) ?? []).Select(state => (FindingKind.Unhandled, state))],
            Compensations = [.. (line.GetValue(Compensates) ?? []).Select(ReadPair)],
        };
        var paths = line.GetRequiredValue(Paths);
        if (line.GetValue(Write) is not null && paths.Length > 1)
        {
            throw new UsageException("--write takes the findings of one flow; name one FILE.");
        }

        var limits = LimitSettings.Read(surroundings.ReadSettings(CommandLine.Parse([])));
        var given = await ReadInputAsync(line, surroundings, cancellationToken);
        var found = false;
        foreach (var path in paths)
        {
            if (await ExploreSubject.OpenAsync(path, given, limits, surroundings, cancellationToken) is not { } subject)
            {
                return ExitCodes.InvalidDefinition;
            }

            var result = Exploration.Of(subject.Flow, asked.With(subject.Section), cancellationToken);
            found |= result.Findings.Count > 0;
            Show(result, subject, line.GetValue(Json), surroundings.Output);
            if (line.GetValue(Write) is { } file && result.Findings.Count > 0)
            {
                FindingsFile.Write(file, subject, result.Findings, limits);
                surroundings.Say(Plain.Text($"explore: {result.Findings.Count} test{(result.Findings.Count == 1 ? "" : "s")} written to {file}."));
            }
        }

        return found ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static async Task<ExploreInput> ReadInputAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (line.GetValue(From) is not { } flow)
        {
            return new(line.GetValue(Input), line.GetValue(Mode), Starts: null, Assumed: null);
        }

        if (line.GetValue(Input) is not null)
        {
            throw new UsageException("--from and --input exclude each other; give one of them.");
        }

        var starts = await RecordedStarts.ReadAsync(
            flow,
            AtLeast("--last", line.GetValue(Last), 1),
            Connection.Find(line.GetValue(CommonOptions.Endpoint), line.GetValue(CommonOptions.Profile), surroundings),
            cancellationToken);
        return new(File: null, line.GetValue(Mode), starts, $"recorded executions of flow '{flow}', with {starts.Count} input{(starts.Count == 1 ? "" : "s")}");
    }

    private static void Show(ExplorationResult result, ExploreSubject subject, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            output.WriteLine(ExploreText.JsonOf(result, subject.File, subject.Assumed));
            return;
        }

        foreach (var row in ExploreText.LinesOf(result, subject.File, subject.Tests?.Path ?? subject.File, subject.Assumed))
        {
            output.WriteLine(Plain.Text(row));
        }
    }

    private static (string, IReadOnlyList<string>) ReadPair(string text) => text.Split('=') is [{ Length: > 0 } done, { Length: > 0 } undone]
        ? (done, [undone])
        : throw new UsageException($"'{Excerpt.Of(text)}' is not DONE=UNDONE, such as --compensates Charge=Refund.");

    private static TimeSpan SpanOf(string text) => Spans.Find(JsonValue.Of(text)) is { } span && span > TimeSpan.Zero
        ? span
        : throw new UsageException($"--time is '{Excerpt.Of(text)}', and must be a time such as 60s or 5m.");

    private static int AtLeast(string option, int number, int least) =>
        number >= least ? number : throw new UsageException($"{option} is {number}, and must be {least} or more.");
}
