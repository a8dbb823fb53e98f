using Sluice.Definitions.Outlines;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Outlines;

/// <summary>What the outline says of a flow, place by place.</summary>
public sealed class OutlineGoldenTests
{
    public static TheoryData<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static string Folder => Repository.PathOf("tests", "Definitions.Tests", "Outlines", "Golden");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_outline_of_a_flow_is_this(string name)
    {
        var definition = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));

        var outline = FlowOutliner.Find(definition, ExecutionMode.Standard, Limits.Default);

        Assert.DoesNotContain(Given.Compiled(definition).Diagnostics, found => found.Severity == DiagnosticSeverity.Error);
        Assert.NotNull(outline);
        var (golden, text) = (Path.Combine(Folder, name + ".golden"), OutlineText.Of(outline));
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(golden, text);
        }

        Assert.Equal(File.ReadAllText(golden), text);
    }

    [Theory]
    [InlineData("not: a flow")]
    [InlineData("- just a list")]
    [InlineData("\t")]
    public void A_refused_definition_has_none(string definition) =>
        Assert.Null(FlowOutliner.Find(definition, ExecutionMode.Standard, Limits.Default));
}
