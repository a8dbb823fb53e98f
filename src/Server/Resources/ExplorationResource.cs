using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Throttling;
using Sluice.Server.Wire;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;
using Sluice.Testing.Reports;

namespace Sluice.Server.Resources;

/// <summary>A definition run with all that its calls may come to. Nothing is called, nothing stored.</summary>
/// <remarks>Computed as replays are, a run at a time; see <see cref="ReplayResource"/>.</remarks>
internal sealed class ExplorationResource(AccountTurns turns, Limits limits, TimeProvider time)
{
    private const int UsualRuns = 1_000;

    private const int MostRuns = 5_000;

    private const int MostFaults = 3;

    /// <summary>For each run: some 10 ms.</summary>
    private const long Work = 8 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Seats _seats = new(
        Math.Max(1, Environment.ProcessorCount / 2), time, "other explorations run at this moment; wait for one, or explore with 'sluice explore'");

    private sealed record Wanted(ExploredFlow Flow, ExploreOptions Options, string Assumed);

    public Resource Make => new("POST", "/explorations", new Operation<Parameters>("ExploreDefinition", mutates: false)
    {
        Naming = [],
        TakesPayload = true,
        Reading = (parameters, _) => parameters,
        Subject = _ => Subject.AllFlows,
        Run = async (parameters, caller, answer, cancellationToken) =>
        {
            using var seat = await _seats.TakeAsync(caller.Account, cancellationToken);
            foreach (var (name, value) in (await ExploreAsync(parameters, caller.Account, cancellationToken)).Members)
            {
                answer.WritePropertyName(name);
                answer.WriteRawValue(JsonPayload.Of(value).Utf8);
            }
        },
    })
    {
        Summary = "Runs a definition with every combination of what its calls may come to, and says what nothing handles; nothing is called and nothing stored.",
        Body =
        [
            OwnParameters.Definition,
            OwnParameters.Mode,
            new Field("tests", Shape.Text, "The text of a file of tests: inputs, answers, and what must hold.").OrNone,
            new Field("input", Shape.AnyObject, "The input where there are no tests; an empty object when it is left out.").OrNone,
            new Field("faults", Shape.Whole, $"Things that go wrong in one run, at the most, 0 to {MostFaults}; 2 when it is left out.").OrNone,
            new Field("runs", Shape.Whole, $"Runs at the most, 1 to {MostRuns}; {UsualRuns} when it is left out.").OrNone,
            new Field("seed", Shape.Whole, "In which order runs are made where not all can be; 1 when it is left out.").OrNone,
        ],
        Answer = ExplorationShapes.Answer,
    };

    private async Task<JsonObject> ExploreAsync(Parameters parameters, AccountId account, CancellationToken cancellationToken)
    {
        var wanted = await turns.MakeAsync(account, () => Read(parameters), cancellationToken);
        var exploration = new Exploration(wanted.Flow, wanted.Options);
        using var runs = exploration.Runs().GetEnumerator();
        while (await turns.MakeAsync(account, runs.MoveNext, cancellationToken))
        {
            // Each is a turn of its own among the work of others.
        }

        return await turns.MakeAsync(
            account,
            () =>
            {
                var result = exploration.Result();
                var tests = result.Findings.Select(finding => FindingTest.Of(wanted.Flow, finding, indent: 2, FindingTest.NameOf(finding)));
                return ExploreText.JsonOf(result, wanted.Assumed, [.. tests]);
            },
            cancellationToken);
    }

    private Wanted Read(Parameters parameters)
    {
        var (text, mode) = (parameters.Required("definition"), OwnParameters.FindMode(parameters) ?? ExecutionMode.Standard);
        var compiled = FlowCompiler.Compile(text, flowName: null, mode, limits);
        if (!compiled.IsValid)
        {
            throw ApiException.InvalidDefinition("definition", Diagnostics.Summary(compiled.Diagnostics), Diagnostics.Problems(compiled.Diagnostics));
        }

        var options = new ExploreOptions
        {
            Faults = parameters.Integer("faults", 0, MostFaults, absent: 2),
            Runs = parameters.Integer("runs", 1, MostRuns, absent: UsualRuns),
            Seed = parameters.Integer("seed", 0, int.MaxValue, absent: 1),
            Time = Longest,
            WorkAtMost = Work,
        };
        var flow = new ExploredFlow(
            compiled.Flow, FlowOutliner.Find(text, mode, limits)!, [new(ReadInput(parameters), [])], mode, limits);
        return parameters.Optional("tests") is { } tests ? WithTests(flow, text, tests, options) : new(flow, options, "nothing is known of answers");
    }

    private Wanted WithTests(ExploredFlow flow, string definition, string text, ExploreOptions options)
    {
        var read = new TestFileReader(path => TestResource.IsDefinition(path) ? definition : throw new FileNotFoundException(), limits).Read("tests", text);
        if (read.File is not { } file)
        {
            throw ApiException.InvalidDefinition("tests", Diagnostics.Summary(read.Problems), Diagnostics.Problems(read.Problems));
        }

        var starts = Starts(file, flow);
        return starts.Count > 0
            ? new(flow with { Starts = starts }, options.With(file.Explore), "answers as in the tests")
            : throw ApiException.InvalidArgument("tests", "none of them succeeds, so nothing says how it is when all goes well");
    }

    private static List<ExploredStart> Starts(TestFile file, ExploredFlow flow)
    {
        var well = file.Tests.Select(test => new ExploredStart(test.Input, test.Targets))
            .DistinctBy(start => start.Input.ToString())
            .Where(start => Exploration.Of(
                flow with { Starts = [start] }, new ExploreOptions { Faults = 0, WorkAtMost = Work }, CancellationToken.None)
                .Ends.ContainsKey(ExecutionStatus.Succeeded))
            .ToList();
        return file.Explore.Inputs is { Count: > 0 } inputs && well.Count > 0
            ? [.. inputs.Select(input => well[0] with { Input = input })]
            : well;
    }

    private JsonObject ReadInput(Parameters parameters) => parameters.Utf8("input") is not { } text ? JsonObject.Empty
        : !JsonPayload.TryParse(text, limits.JsonDepth, out var payload, out var problem) ? throw ApiException.InvalidArgument("input", $"it is no JSON: {problem}")
        : payload.Value as JsonObject ?? throw ApiException.InvalidArgument("input", $"it is {payload.Value.KindName}, and must be an object");
}
