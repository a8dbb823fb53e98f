using System.Text.RegularExpressions;

namespace Sluice.Docs.Tests.Pages;

/// <summary>Pages about the house name what stands in it.</summary>
public sealed partial class HousePagesTests
{
    private static readonly string[] Sources = [.. new[] { "src", "tests" }
        .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Select(path => "/" + Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];

    public static TheoryData<string> Pages => ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", .. Repository.Rooms];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_source_file_that_a_page_names_is_there(string page) =>
        Assert.All(SourceFile().Matches(File.ReadAllText(Repository.PathOf(page))), name => Assert.True(
            Sources.Any(path => path.EndsWith("/" + name.Groups[1].Value, StringComparison.Ordinal)),
            $"{page}: there is no {name.Groups[1].Value}."));

    [Fact]
    public void Every_room_opens_with_a_page_and_the_guide_lists_it()
    {
        var guide = File.ReadAllText(Repository.PathOf("CONTRIBUTING.md"));
        Assert.All(Directory.GetDirectories(Repository.PathOf("src")).Select(room => Path.GetFileName(room)), room =>
        {
            Assert.Contains($"src/{room}/README.md", Repository.Rooms);
            Assert.Contains($"`src/{room.Split('.')[0]}`", guide, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex(@"`((?:[\w.]+/)*[\w.]+\.cs)\b")]
    private static partial Regex SourceFile();
}
