using System.Reflection;
using System.Text.RegularExpressions;
using Sluice.Testing.Files;
using Sluice.Testing.Tests.Tests;

namespace Sluice.Testing.Tests.Files;

/// <summary>The pages in <c>docs/errors</c> say what is said of test files.</summary>
public sealed partial class TestCodePagesTests
{
    private static readonly string[] All = [.. typeof(TestCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetValue(null)!)];

    public static TheoryData<string> Codes { get; } = [.. All];

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code() => Assert.Equal(
        All.Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder(), "SL7*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_index_lists_the_page_and_its_example_leads_to_the_code(string code)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), code + ".md"));
        var title = text.Split('\n')[0][$"# {code}: ".Length..];
        var example = YamlBlock().Match(text).Groups[1].Value;

        var read = Given.Read(example, ("flow.yaml", Given.Shop), ("refused.yaml", "Type: StateMachine\n"));

        Assert.Contains($"| [{code}]({code}.md) | {title} |", File.ReadLines(Path.Combine(Folder(), "README.md")));
        Assert.Contains(code, read.Problems.Select(problem => problem.Code)
            .Concat(read.File is null ? [] : Given.Run(example, ("flow.yaml", Given.Shop)).SelectMany(test => test.Warnings).Select(warning => warning.Code)));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "docs", "errors");
    }

    [GeneratedRegex("```yaml\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
