using Sluice.Model;

namespace Sluice.Definitions.Tests;

/// <summary>What people are told about broken definitions, word for word.</summary>
public sealed class GoldenDiagnosticsTests
{
    public static TheoryData<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static string Folder => Repository.PathOf("tests", "Definitions.Tests", "Golden");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_definition_is_told_so_in_these_words(string name)
    {
        var definition = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));

        var compiled = FlowCompiler.Compile(definition, Given.FlowName, ExecutionMode.Standard, Limits.Default);

        var lines = compiled.Diagnostics.Select(diagnostic => $"{diagnostic.Severity} {diagnostic}\n");
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".golden")), string.Concat(lines));
    }
}
