using System.CommandLine;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;
using Sluice.Testing.Reports;

namespace Sluice.Cli.Explorations;

/// <summary>What stands behind <c>sluice explore</c>.</summary>
internal sealed class ExploreCommand
{
    private readonly Argument<string[]> _paths = new("FILE")
    {
        Description = HelpTexts.ExplorePaths,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _input = new("--input") { Description = HelpTexts.ExploreInput, HelpName = "FILE" };

    private readonly Option<int> _faults = new("--faults")
    {
        Description = HelpTexts.ExploreFaults,
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<int> _variants = new("--variants")
    {
        Description = HelpTexts.ExploreVariants,
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _runs = new("--runs")
    {
        Description = HelpTexts.ExploreRuns,
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = HelpTexts.ExploreSeed,
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string> _time = new("--time")
    {
        Description = HelpTexts.ExploreTime,
        HelpName = "SPAN",
        DefaultValueFactory = _ => "60s",
    };

    private readonly Option<string?> _from = new("--from")
    {
        Description = HelpTexts.ExploreFrom,
        HelpName = "FLOW",
    };

    private readonly Option<int> _last = new("--last")
    {
        Description = HelpTexts.ExploreLast,
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<string?> _write = new("--write")
    {
        Description = HelpTexts.ExploreWrite,
        HelpName = "FILE",
    };

    private readonly Option<string[]> _allow = new("--allow")
    {
        Description = HelpTexts.ExploreAllow,
        HelpName = "STATE",
    };

    private readonly Option<string[]> _compensates = new("--compensates")
    {
        Description = HelpTexts.ExploreCompensates,
        HelpName = "DONE=UNDONE",
    };

    private readonly Option<ExecutionMode> _mode = new("--mode") { Description = HelpTexts.ExploreMode };

    private readonly Option<bool> _json = new("--json") { Description = HelpTexts.ExploreJson };

    public static Command Of(IVerb verb, Surroundings surroundings) => new ExploreCommand().Make(verb, surroundings);

    private Command Make(IVerb verb, Surroundings surroundings)
    {
        var command = new Command(verb.Name, VerbDescriptions.Of(verb.Name))
        {
            _paths, _input, _faults, _variants, _runs, _seed, _time, _from, _last, _write, _allow, _compensates, _mode, _json, CommonOptions.Endpoint(), CommonOptions.Profile(),
        };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var asked = new ExploreOptions
        {
            Faults = AtLeast("--faults", line.GetValue(_faults), 0),
            Variants = AtLeast("--variants", line.GetValue(_variants), 0),
            Runs = AtLeast("--runs", line.GetValue(_runs), 1),
            Seed = line.GetValue(_seed),
            Time = SpanOf(line.GetRequiredValue(_time)),
            Allowed = [.. (line.GetValue(_allow) ?? []).Select(state => (FindingKind.Unhandled, state))],
            Compensations = [.. (line.GetValue(_compensates) ?? []).Select(ReadPair)],
        };
        var paths = line.GetRequiredValue(_paths);
        if (line.GetValue(_write) is not null && paths.Length > 1)
        {
            throw new UsageException(Texts.ExploreWriteOne);
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
            Show(result, subject, line.GetValue(_json), surroundings.Output);
            if (line.GetValue(_write) is { } file && result.Findings.Count > 0)
            {
                FindingsFile.Write(file, subject, result.Findings, limits);
                var count = result.Findings.Count;
                surroundings.Say(Plain.Text("explore: " + (count == 1 ? Texts.FormatOneTestWritten(file) : Texts.FormatTestsWritten(count, file))));
            }
        }

        return found ? ExitCodes.Failed : ExitCodes.Done;
    }

    private async Task<ExploreInput> ReadInputAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (line.GetValue(_from) is not { } flow)
        {
            return new(line.GetValue(_input), line.GetValue(_mode), Starts: null, Assumed: null);
        }

        if (line.GetValue(_input) is not null)
        {
            throw new UsageException(Texts.FromAndInput);
        }

        var starts = await RecordedStarts.ReadAsync(
            flow,
            AtLeast("--last", line.GetValue(_last), 1),
            Connection.Find(CommonOptions.EndpointOf(line), CommonOptions.ProfileOf(line), surroundings),
            cancellationToken);
        return new(File: null, line.GetValue(_mode), starts, starts.Count == 1
            ? Texts.FormatAssumedRecordedOnce(flow)
            : Texts.FormatAssumedRecorded(flow, starts.Count));
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
        : throw new UsageException(Texts.FormatNoPair(Excerpt.Of(text)));

    private static TimeSpan SpanOf(string text) => Spans.Find(JsonValue.Of(text)) is { } span && span > TimeSpan.Zero
        ? span
        : throw new UsageException(Texts.FormatNoSpan(Excerpt.Of(text)));

    private static int AtLeast(string option, int number, int least) =>
        number >= least ? number : throw new UsageException(Texts.FormatTooLittle(option, number, least));
}
