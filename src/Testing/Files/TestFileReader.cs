using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>Reads files of tests, with all that is wrong with them and where.</summary>
/// <param name="readText">Reads a file that a test file names.</param>
/// <param name="limits">Those that hold unless a file says otherwise.</param>
public sealed class TestFileReader(Func<string, string> readText, Limits limits)
{
    private const string DefaultName = "flow";

    /// <param name="path">Of the file; what it names lies beside it.</param>
    public ReadTestFile Read(string path)
    {
        try
        {
            return Read(path, readText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, null, [Unreadable(path, new(1, 1), e)]);
        }
    }

    /// <param name="text">Of the file.</param>
    public ReadTestFile Read(string path, string text)
    {
        var problems = new TestProblems();
        var root = YamlText.Read(text, limits, out var found);
        problems.AddRange(found);
        var file = root is MappingNode document ? Read(path, document, problems) : null;
        if (root is not MappingNode && found.Count == 0)
        {
            problems.Error(
                TestCodes.NotATestFile,
                root?.Position ?? new(1, 1),
                root is null ? "The file is empty." : $"A test file is a mapping, not {root.KindName}.",
                "It has the keys 'flow' and 'tests'.");
        }

        return new(path, problems.HasErrors ? null : file, problems.InOrder());
    }

    private TestFile? Read(string path, MappingNode document, TestProblems problems)
    {
        TestKeys.File.Check(document, "", problems);
        if (problems.HasErrors)
        {
            return null;
        }

        var held = (document.Mapping("limits")?.Entries ?? []).Aggregate(
            limits, (all, entry) => all.With(entry.Key, (int)((JsonNumber)entry.Value.ToJson()).Int64));
        var mode = document.Text("mode") is { } name ? Enum.Parse<ExecutionMode>(name) : ExecutionMode.Standard;
        var beside = new NeighbourFiles(path, readText, problems);
        var flows = ReadFlows(document, mode, held, beside, problems);
        var tests = ReadTests(document, beside, problems);
        var explore = document.Mapping("explore") is { } section
            ? ExploreSection.Read(section, new TestReader(beside, problems).ReadInput)
            : new ExploreSection();
        if (problems.HasErrors)
        {
            return null;
        }

        var file = new TestFile(path, flows, tests) { Mode = mode, Role = document.Text("role") ?? "", Limits = held, Explore = explore };
        NamedStates.Check(file, problems);
        return file;
    }

    private static List<TestedFlow> ReadFlows(
        MappingNode document, ExecutionMode mode, Limits limits, NeighbourFiles beside, TestProblems problems)
    {
        var named = (document.Find("flow"), document.Mapping("flows")) switch
        {
            ({ } one, null) => [new MappingEntry("", one.KeyPosition, one.Value)],
            (null, { Entries.Count: > 0 } several) => several.Entries,
            _ => [],
        };
        if (named.Count == 0)
        {
            problems.Error(
                TestCodes.KeyMissing,
                document.Position,
                "A test file names its definition by 'flow', or several by 'flows', and not by both.",
                "For example 'flow: ./flow.yaml'.");
        }

        var flows = new List<TestedFlow>();
        foreach (var entry in named)
        {
            if (ReadFlow(entry, flows.Count == 0 ? mode : ExecutionMode.Standard, limits, beside, problems) is { } flow)
            {
                flows.Add(flow);
            }
        }

        return flows;
    }

    private static TestedFlow? ReadFlow(
        MappingEntry entry, ExecutionMode mode, Limits limits, NeighbourFiles beside, TestProblems problems)
    {
        var named = ((ScalarNode)entry.Value).Text();
        if (beside.Read(named, entry.Value.Position) is not { } definition)
        {
            return null;
        }

        var compiled = FlowCompiler.Compile(definition, entry.Key.Length == 0 ? null : entry.Key, mode, limits);
        if (compiled.IsValid)
        {
            var name = entry.Key.Length > 0 ? entry.Key : compiled.Flow.Name ?? DefaultName;
            return new(name, beside.PathOf(named), definition, compiled.Flow);
        }

        var first = compiled.Diagnostics.First(problem => problem.Severity == DiagnosticSeverity.Error);
        problems.Error(
            TestCodes.FlowRefused,
            entry.Value.Position,
            $"The definition in {named} is refused: {first.Position}: {first.Message}",
            $"sluice check {named} says all that is wrong with it.");
        return null;
    }

    private static List<FlowTest> ReadTests(MappingNode document, NeighbourFiles beside, TestProblems problems)
    {
        var (defaults, names) = (document.Mapping("defaults"), new Dictionary<string, SourcePosition>(StringComparer.Ordinal));
        var reader = new TestReader(beside, problems);
        var tests = new List<FlowTest>();
        foreach (var node in document.List("tests").OfType<MappingNode>())
        {
            var test = reader.Read(node, defaults);
            if (!names.TryAdd(test.Name, test.Position))
            {
                problems.Error(
                    TestCodes.NameTwice,
                    test.Position,
                    $"There are two tests named '{test.Name}', the first at {names[test.Name]}.");
            }

            tests.Add(test);
        }

        return tests;
    }

    internal static Diagnostic Unreadable(string path, SourcePosition position, Exception e) => new(
        TestCodes.FileUnreadable,
        DiagnosticSeverity.Error,
        e is FileNotFoundException or DirectoryNotFoundException
            ? $"There is no file '{path}'."
            : $"The file '{path}' cannot be read: {e.Message}",
        "Paths are taken from the test file's own directory.",
        position);
}
