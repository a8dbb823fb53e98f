using System.Text.Json;
using Sluice.Definitions;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Throttling;
using Sluice.Testing.Files;
using Sluice.Testing.Reports;
using Sluice.Testing.Tests;

namespace Sluice.Server.Resources;

/// <summary>Tests of a definition, run on virtual time, each in a world of its own. Nothing is called, nothing stored.</summary>
/// <remarks>Computed in the turn of the caller's account, in slices, with bounds; see <see cref="ReplayResource"/>.</remarks>
/// <param name="lent">Which store and which services there are in a test's world.</param>
internal sealed class TestResource(AccountTurns turns, Limits limits, TimeProvider time, TestSurroundings lent)
{
    private const int MostTests = 200;

    /// <summary>Of one test: an execution with as many events as it may have takes fewer.</summary>
    private const int MostSteps = 50_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly Shape.Members Failure = Shape.Object(
        "TestFailure",
        new Field("what", Shape.Text, "Which expectation."),
        new Field("state", Shape.Text, "The state that it is about; null for none.") { MayBeNull = true },
        new Field("expected", Shape.Text, "What was expected."),
        new Field("got", Shape.Text, "What came of it."),
        new Field("decisions", Shape.ListOf(Shape.Text), "What had gone another way."),
        new Field("hint", Shape.Text, "What to do; null where nothing is known.") { MayBeNull = true },
        new Field("at", Shape.Text, "Where the test says so: tests, line and column."));

    private static readonly Shape.Members Result = Shape.Object(
        "TestResult",
        new Field("file", Shape.Text, "Always tests."),
        new Field("name", Shape.Text, "Of the test."),
        new Field("line", Shape.Whole, "Where the test is."),
        new Field("result", Shape.OneOf([.. Enum.GetNames<TestVerdict>().Select(name => name.ToLowerInvariant())]), "How it went."),
        new Field("reason", Shape.Text, "Why it could not be run, or was left out; null otherwise.") { MayBeNull = true },
        new Field("ms", Shape.Whole, "How long it took, the turns of others included."),
        new Field("virtualMs", Shape.Whole, "How long the execution took on its own clock."),
        new Field("failures", Shape.ListOf(Failure), "What was not as expected."),
        new Field("warnings", Shape.ListOf(Shape.AnyObject), "Answers that were never used, as diagnostics."),
        new Field("ran", Shape.Text, "The steps, with their virtual times."));

    private readonly Seats _seats = new(
        Math.Max(1, Environment.ProcessorCount / 2), time, "other tests run at this moment; wait for them, or test with 'sluice test'");

    public Resource Make => new("POST", "/tests", new Operation<(string Definition, string Tests)>("TestDefinition", mutates: false)
    {
        Naming = [],
        TakesPayload = true,
        Reading = (parameters, _) => (parameters.Required("definition"), parameters.Required("tests")),
        Subject = _ => Subject.AllFlows,
        Run = async (wanted, caller, answer, cancellationToken) =>
        {
            using var seat = await _seats.TakeAsync(caller.Account, cancellationToken);
            var file = await turns.MakeAsync(caller.Account, () => Read(wanted), cancellationToken);
            Write(answer, file, await RunAsync(file, caller.Account, cancellationToken));
        },
    })
    {
        Summary = "Runs the tests of a definition on virtual time; nothing is called and nothing stored.",
        Body = [OwnParameters.Definition, new Field("tests", Shape.Text, "The text of a file of tests.")],
        Answer = Shape.Object(
            "TestRun",
            new Field("passed", Shape.Whole, "How many passed."),
            new Field("failed", Shape.Whole, "How many did not."),
            new Field("isComplete", Shape.Flag, "False when time was over before all had run."),
            new Field("tests", Shape.ListOf(Result), "What came of each, in the order of the text.")),
    };

    private TestFile Read((string Definition, string Tests) wanted)
    {
        var read = new TestFileReader(path => IsDefinition(path) ? wanted.Definition : throw new FileNotFoundException(), limits)
            .Read("tests", wanted.Tests);
        return read.File switch
        {
            null => throw ApiException.InvalidDefinition("tests", Diagnostics.Summary(read.Problems), Diagnostics.Problems(read.Problems)),
            { Tests.Count: > MostTests } => throw ApiException.InvalidArgument(
                "tests", $"there are {read.File.Tests.Count}, and a server runs {MostTests} at once; 'sluice test' runs any number"),
            var file => file,
        };
    }

    /// <summary>What else a file of tests names lies beside it, where a server cannot look.</summary>
    public static bool IsDefinition(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <returns>What came of those for which there was time.</returns>
    private Task<List<TestResult>> RunAsync(TestFile file, AccountId account, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        return turns.RunInSlicesAsync(
            account,
            pause =>
            {
                var results = new List<TestResult>();
                var runner = new TestRunner(lent with { StepsAtMost = MostSteps, Pause = Watch }, atOnce: 1);
                try
                {
                    foreach (var test in file.Tests)
                    {
                        results.Add(runner.Run(file, test));
                    }
                }
                catch (TimeoutException)
                {
                    // What has run is told; what has not is missing.
                }

                return results;

                void Watch()
                {
                    pause();
                    if (time.GetElapsedTime(begun) > Longest)
                    {
                        throw new TimeoutException();
                    }
                }
            },
            cancellationToken);
    }

    private static void Write(Utf8JsonWriter answer, TestFile file, List<TestResult> results)
    {
        answer.WriteNumber("passed"u8, results.Count(result => result.Verdict == TestVerdict.Passed));
        answer.WriteNumber("failed"u8, results.Count(result => result.Verdict is TestVerdict.Failed or TestVerdict.Error));
        answer.WriteBoolean("isComplete"u8, results.Count == file.Tests.Count);
        answer.WritePropertyName("tests"u8);
        answer.WriteRawValue(JsonPayload.Of(new JsonArray([.. results.Select(result => JsonReport.OfTest(file.Path, result))])).Utf8);
    }
}
