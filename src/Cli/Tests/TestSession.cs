using Sluice.Cli.Configuration;
using Sluice.Cli.Remote;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Definitions.Outlines;
using Sluice.Model.Json;
using Sluice.Storage.Memory;
using Sluice.Targets.Chat;
using Sluice.Targets.Events;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Objects;
using Sluice.Targets.Services;
using Sluice.Testing.Coverage;
using Sluice.Testing.Files;
using Sluice.Testing.Reports;
using Sluice.Testing.Tests;

namespace Sluice.Cli.Tests;

/// <summary>One run of all tests that were asked for, and what is said of it.</summary>
internal sealed class TestSession(TestOrder order, Surroundings surroundings)
{
    /// <summary>The stores and targets of this program, as tests have them.</summary>
    public static TestSurroundings Lent { get; } = new(
        static () => new MemoryStore(shardCount: 1, new byte[32]),
        [new HttpTwin(), new FunctionTwin(), new MessageTwin(), new EventTwin()],
        static objects => [new ObjectTarget(objects), new MessageTwin(), new EventTwin()]);

    /// <returns>The exit code.</returns>
    public int Run(CancellationToken cancellationToken)
    {
        var settings = surroundings.ReadSettings(CommandLine.Parse([]));
        var reader = new TestFileReader(File.ReadAllText, LimitSettings.Read(settings));
        var files = TestFiles.Find(order.Paths).Select(reader.Read).ToList();
        var covered = new Covered();
        var results = new TestRunner(LentWith(settings), order.AtOnce).Run(files, order.Tag, covered, cancellationToken);
        var coverage = order.ShowsCoverage || order.CoverAtLeast is not null ? CoverageOf(results, covered) : [];
        Tell(results, coverage);
        if (order.JUnit is { } path)
        {
            JUnitReport.Of(results).Save(path);
        }

        return ExitCode(results, coverage);
    }

    /// <remarks>A service whose settings cannot be, or whose secrets are elsewhere, is one that nothing is known of.</remarks>
    public static TestSurroundings LentWith(SettingValues settings) => Lent with
    {
        Twins =
        [
            .. Lent.Twins,
            new ServiceTwin(ConfiguredServices.Read(settings, new SettingProblems())),
            new ChatTwin(new() { Models = new SettingProblems().Gather(() => settings.Get(ChatSettings.Models), []) }),
        ],
    };

    private void Tell(IReadOnlyList<FileResult> results, IReadOnlyList<FlowCoverage> coverage)
    {
        if (order.IsJson)
        {
            surroundings.Output.WriteLine(Pretty.Of(JsonReport.Of(
                results, coverage.Count == 0 ? null : new JsonArray([.. coverage.Select(CoverageText.JsonOf)]))));
            return;
        }

        new TextReport(surroundings.Output, new VerdictColours(surroundings).Dye).Write(results);
        foreach (var line in coverage.SelectMany(CoverageText.LinesOf))
        {
            surroundings.Output.WriteLine(line);
        }
    }

    /// <summary>Of each definition, over all files that test it.</summary>
    private static List<FlowCoverage> CoverageOf(IReadOnlyList<FileResult> results, Covered covered) =>
    [
        .. results.Select(result => result.File).OfType<TestFile>()
            .SelectMany(file => file.Flows, (file, flow) => (file, flow))
            .GroupBy(each => Path.GetFullPath(each.flow.Path))
            .Select(same => covered.Of(
                same.First().flow.Name,
                same.First().flow.Path,
                same.Select(each => each.flow.Flow),
                FlowOutliner.Find(same.First().flow.Definition, same.First().file.Mode, same.First().file.Limits)!)),
    ];

    private int ExitCode(IReadOnlyList<FileResult> results, IReadOnlyList<FlowCoverage> coverage)
    {
        var problems = results.Where(result => result.File is null).SelectMany(result => result.Problems).ToList();
        if (problems.Count > 0)
        {
            return problems.Exists(problem => problem.Code == TestCodes.FlowRefused) ? ExitCodes.InvalidDefinition : ExitCodes.Usage;
        }

        var tests = results.SelectMany(result => result.Tests).ToList();
        if (tests.Exists(test => test.Verdict is TestVerdict.Failed or TestVerdict.Error))
        {
            return ExitCodes.Failed;
        }

        if (tests.TrueForAll(test => test.Verdict == TestVerdict.Skipped))
        {
            // Nothing passes because nothing ran.
            surroundings.Say(Texts.FormatNoTestRan(string.Join(", ", order.Paths)));
            return ExitCodes.Usage;
        }

        return coverage.Any(flow => flow.Percent < (order.CoverAtLeast ?? 0)) ? TooLittle(coverage) : ExitCodes.Done;
    }

    private int TooLittle(IReadOnlyList<FlowCoverage> coverage)
    {
        foreach (var flow in coverage.Where(flow => flow.Percent < order.CoverAtLeast))
        {
            surroundings.Say(Texts.FormatCoveredTooLittle(flow.EdgesTaken, flow.Edges.Count, flow.Path, order.CoverAtLeast));
        }

        return ExitCodes.Failed;
    }
}
