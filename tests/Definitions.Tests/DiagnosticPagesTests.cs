using System.Reflection;
using System.Text.RegularExpressions;
using Sluice.Model;

namespace Sluice.Definitions.Tests;

/// <summary>The pages in <c>docs/errors</c> say what the compiler says.</summary>
public sealed partial class DiagnosticPagesTests
{
    private static readonly string[] All = [.. typeof(DiagnosticCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetValue(null)!)];

    public static TheoryData<string> Codes { get; } = [.. All];

    private static string Folder { get; } = Repository.PathOf("docs", "errors");

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code() => Assert.Equal(
        All.Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "SL*.md").Select(Path.GetFileNameWithoutExtension)
            .Where(code => code![2] != '7') // Those of test files are held by tests/Testing.Tests.
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_index_lists_the_page_under_its_title(string code)
    {
        var title = File.ReadLines(Page(code)).First()[$"# {code}: ".Length..];

        Assert.Contains($"| [{code}]({code}.md) | {title} |", File.ReadLines(Page("README")));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_on_the_page_leads_to_the_diagnostic(string code)
    {
        var text = File.ReadAllText(Page(code));
        var example = YamlBlock().Match(text);
        var mode = text.Contains("in an Express flow", StringComparison.Ordinal)
            ? ExecutionMode.Express
            : ExecutionMode.Standard;

        if (example.Success)
        {
            var found = Given.Compiled(example.Groups[1].Value, mode).Diagnostics
                .Concat(Given.Inspected(example.Groups[1].Value, mode))
                .Concat(Given.Inspected(example.Groups[1].Value, mode, forCloud: true));
            Assert.Contains(code, found.Select(diagnostic => diagnostic.Code));
        }
        else
        {
            // What cannot be shown on a page is shown by a test of its own.
            Assert.Contains(
                code,
                new[]
                {
                    DiagnosticCodes.TooLarge,
                    DiagnosticCodes.NotUtf8,
                    DiagnosticCodes.ForbiddenCharacter,
                    DiagnosticCodes.ExpandsTooLarge,
                    DiagnosticCodes.ScopesTooDeep,
                    DiagnosticCodes.StepsTooDeep,
                });
        }
    }

    private static string Page(string name) => Path.Combine(Folder, name + ".md");

    [GeneratedRegex("```yaml\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
