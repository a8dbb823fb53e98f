namespace Sluice.House.Tests;

/// <summary>How the rooms look inside, as far as it can be counted.</summary>
public sealed class StructureTests
{
    /// <summary>Of a class, over all its files.</summary>
    private const int MostLines = 700;

    public static TheoryData<string> Projects { get; } =
        [.. SourceFile.All.Select(file => file.Project).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_folders_of_a_project_point_one_way(string project)
    {
        var circles = new FolderGraph([.. SourceFile.All.Where(file => file.Project == project)]).Circles();

        if (KnownExceptions.Circular.Contains(project))
        {
            Assert.True(circles.Count > 0, $"{project} has no circles any more: take it off the known exceptions.");
            return;
        }

        Assert.True(circles.Count == 0, $"Folders of {project} use each other: {string.Join(", ", circles)}");
    }

    [Fact]
    public void No_class_is_larger_than_one_can_keep_in_mind()
    {
        var large = SourceFile.All.Where(file => file.Class is not null)
            .GroupBy(file => file.Class!, file => file.Lines)
            .Where(type => type.Sum() > MostLines)
            .Select(type => $"{type.Key}, {type.Sum()} lines")
            .ToList();

        var unknown = large.Where(type => !KnownExceptions.Large.Contains(type.Split(',')[0]));
        Assert.True(!unknown.Any(), $"Larger than {MostLines} lines: {string.Join("; ", unknown)}");
        Assert.True(large.Count == KnownExceptions.Large.Count, "A class is small enough now: take it off the known exceptions.");
    }

    [Fact]
    public void What_a_file_uses_is_in_order_the_framework_first()
    {
        var disordered = SourceFile.Everywhere()
            .Where(file => !file.Uses.SequenceEqual(file.Uses
                .OrderBy(name => name != "System" && !name.StartsWith("System.", StringComparison.Ordinal))
                .ThenBy(name => name.Replace('.', '\0'), StringComparer.OrdinalIgnoreCase)))
            .Select(file => file.Path);

        Assert.Empty(disordered);
    }

    [Fact]
    public void A_circle_is_found_however_long_the_way_round()
    {
        var graph = new FolderGraph(
        [
            new("P", "A", "using Sluice.P.B;\nusing Sluice.Other.C;"),
            new("P", "B", "using static Sluice.P.C.Deep.Thing;"),
            new("P", "C", "using Sluice.P.A;\nusing Sluice.P.D;"),
            new("P", "D", "using Sluice.P.D.Deep;"),
            new("P", "", "using Sluice.P.A;"),
        ]);

        Assert.Equal(["A ⇄ B", "A ⇄ C", "B ⇄ C"], graph.Circles());
    }

    [Theory]
    [InlineData("    B.Thing.Do();", true)]
    [InlineData("    // as B.Thing does", false)]
    [InlineData("    B.Other.Do();", false)]
    [InlineData("    a.B.Thing.Do();", false)]
    public void One_is_found_too_where_a_type_is_named_by_its_folder(string line, bool isCircle)
    {
        var graph = new FolderGraph(
            [new("P", "A", line), new("P", "B", "using Sluice.P.A;\nnamespace Sluice.P.B;\ninternal static class Thing;")]);

        Assert.Equal(isCircle ? ["A ⇄ B"] : [], graph.Circles());
    }
}
