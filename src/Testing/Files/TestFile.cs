using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Testing.Files;

/// <summary>A file of tests, checked.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Flows">The first is under test; at least one.</param>
/// <param name="Tests">In written order; at least one.</param>
public sealed record TestFile(string Path, IReadOnlyList<TestedFlow> Flows, IReadOnlyList<FlowTest> Tests)
{
    public ExecutionMode Mode { get; init; }

    public string Role { get; init; } = "";

    public required Limits Limits { get; init; }

    /// <summary>What explorations are told of the flow.</summary>
    public ExploreSection Explore { get; init; } = new();

    public TestedFlow UnderTest => Flows[0];
}

/// <summary>A flow of a test file.</summary>
/// <param name="Name">By which others start it.</param>
/// <param name="Path">Of the file with its definition.</param>
public sealed record TestedFlow(string Name, string Path, string Definition, Flow Flow);

/// <summary>What came of reading a test file.</summary>
/// <param name="File">Null when there is an error among the problems.</param>
/// <param name="Problems">In the order of the text.</param>
public sealed record ReadTestFile(string Path, TestFile? File, IReadOnlyList<Diagnostic> Problems);
