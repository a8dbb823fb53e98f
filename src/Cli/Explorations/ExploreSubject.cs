using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Tests;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;

namespace Sluice.Cli.Explorations;

/// <summary>What is explored: a definition, or the flow of a file of tests with what those say.</summary>
/// <param name="File">Of the definition.</param>
/// <param name="Tests">The file of tests; null for a definition alone.</param>
/// <param name="Assumed">Where answers of successes come from.</param>
internal sealed record ExploreSubject(ExploredFlow Flow, string File, TestFile? Tests, string Assumed)
{
    /// <summary>What the file of tests says of explorations.</summary>
    public ExploreSection Section => Tests?.Explore ?? new();

    /// <returns>Null when it is refused, which is said.</returns>
    /// <exception cref="UsageException">It cannot be read, or nothing succeeds.</exception>
    public static async Task<ExploreSubject?> OpenAsync(
        string path,
        ExploreInput given,
        Limits limits,
        Surroundings surroundings,
        CancellationToken cancellationToken)
    {
        if (path.EndsWith(".test.yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".test.yml", StringComparison.OrdinalIgnoreCase))
        {
            return OpenTests(path, given, limits, surroundings);
        }

        var text = await Inputs.ReadAsync(path, surroundings, cancellationToken);
        var compiled = FlowCompiler.Compile(text, flowName: null, given.Mode, limits);
        if (!compiled.IsValid)
        {
            Tell(path, compiled.Diagnostics, surroundings);
            return null;
        }

        var twins = TestSession.LentWith(surroundings.ReadSettings(CommandLine.Parse([]))).Twins;
        var starts = given.Starts ?? [new(await ReadInputAsync(given.File, limits, surroundings, cancellationToken), [])];
        return new(
            new(compiled.Flow, FlowOutliner.Find(text, given.Mode, limits)!, starts, given.Mode, limits) { Twins = twins },
            path,
            Tests: null,
            given.Assumed ?? Texts.AssumedNothing);
    }

    private static async Task<JsonObject> ReadInputAsync(
        string? file, Limits limits, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var input = file is null ? "{}" : await Inputs.ReadAsync(file, surroundings, cancellationToken);
        return JsonPayload.TryParse(Encoding.UTF8.GetBytes(input), limits.JsonDepth, out var payload, out _) && payload.Value is JsonObject members
            ? members
            : throw new UsageException(Texts.FormatInputNoObject(file));
    }

    /// <summary>Of each input the first test whose answers lead to success says how it is when all goes well.</summary>
    private static ExploreSubject? OpenTests(string path, ExploreInput given, Limits limits, Surroundings surroundings)
    {
        var read = new TestFileReader(System.IO.File.ReadAllText, limits).Read(path);
        if (read.File is not { } file)
        {
            Tell(path, read.Problems, surroundings);
            return null;
        }

        var outline = FlowOutliner.Find(file.UnderTest.Definition, file.Mode, file.Limits)!;
        var twins = TestSession.LentWith(surroundings.ReadSettings(CommandLine.Parse([]))).Twins;
        ExploredFlow Of(IReadOnlyList<ExploredStart> starts) =>
            new(file.UnderTest.Flow, outline, starts, file.Mode, file.Limits) { Twins = twins };
        if (given.Starts is { } recorded)
        {
            return new(Of(recorded), file.UnderTest.Path, file, given.Assumed!);
        }

        var well = file.Tests.Where(test => Succeeds(Of([new(test.Input, test.Targets)]))).DistinctBy(test => test.Input.ToString()).ToList();
        if (well.Count == 0)
        {
            throw new UsageException(Texts.FormatNoTestSucceeds(path));
        }

        var inputs = file.Explore.Inputs;
        List<ExploredStart> starts = inputs.Count > 0
            ? [.. inputs.Select(input => new ExploredStart(input, well[0].Targets))]
            : [.. well.Select(test => new ExploredStart(test.Input, test.Targets))];
        var named = string.Join(", ", (inputs.Count > 0 ? well.Take(1) : well).Select(test => $"'{test.Name}' ({path}:{test.Position.Line})"));
        return new(Of(starts), file.UnderTest.Path, file, Texts.FormatAssumedTests(named));
    }

    private static bool Succeeds(ExploredFlow flow) =>
        Exploration.Of(flow, new ExploreOptions { Faults = 0 }, CancellationToken.None).Ends.ContainsKey(ExecutionStatus.Succeeded);

    private static void Tell(string path, IReadOnlyList<Diagnostic> problems, Surroundings surroundings)
    {
        foreach (var problem in problems)
        {
            surroundings.Error.WriteLine(Plain.Text(
                $"{path}:{problem.Position.Line}:{problem.Position.Column}  {problem.Code}  {problem.Message} {problem.Hint}".TrimEnd()));
        }
    }
}

/// <summary>What the command line says of inputs and answers.</summary>
/// <param name="File">With the input of a definition; null for none.</param>
/// <param name="Mode">Of definitions.</param>
/// <param name="Starts">Recorded ones; null for none.</param>
/// <param name="Assumed">Where those come from.</param>
internal sealed record ExploreInput(string? File, ExecutionMode Mode, IReadOnlyList<ExploredStart>? Starts, string? Assumed);
