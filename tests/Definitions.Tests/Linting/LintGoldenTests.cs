using Sluice.Definitions.Linting;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Linting;

/// <summary>What <c>sluice check</c> tells people about careless definitions, word for word.</summary>
public sealed class LintGoldenTests
{
    public static TheoryData<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static string Folder => Repository.PathOf("tests", "Definitions.Tests", "Linting", "Golden");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_careless_definition_is_told_so_in_these_words(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name + ".yaml"));

        var found = FlowInspector.Inspect(bytes, ExecutionMode.Standard, Limits.Default, out _).Findings;

        var lines = found.Select(item => $"{item.Diagnostic.Severity} {item.Diagnostic} <{item.Path}>\n");
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".golden")), string.Concat(lines));
    }
}
