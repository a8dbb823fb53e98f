using System.Xml.Linq;

namespace Sluice.House.Tests;

/// <summary>Which project names which others.</summary>
public sealed class ReferenceTests
{
    private const string Program = "Cli";

    private static readonly ILookup<string, string> Users = SourceFile.All
        .Select(file => file.Project)
        .Distinct()
        .SelectMany(project => References(project).Select(used => (project, used)))
        .ToLookup(pair => pair.used, pair => pair.project);

    /// <summary>The stores and the targets: one of several that stand for the same contract.</summary>
    public static TheoryData<string> Providers { get; } =
    [
        .. SourceFile.All.Select(file => file.Project).Distinct()
            .Where(project => project.StartsWith("Storage.", StringComparison.Ordinal)
                || project.StartsWith("Targets.", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Nothing_references_the_program() => Assert.Empty(Users[Program]);

    [Theory]
    [MemberData(nameof(Providers))]
    public void Which_store_and_which_targets_there_are_only_the_program_knows(string provider) =>
        Assert.DoesNotContain(Users[provider], user => user != Program);

    private static IEnumerable<string> References(string project) => XDocument.Load(SourceFile.ProjectFile(project))
        .Descendants("ProjectReference")
        .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/').Split('/')[^2]);
}
