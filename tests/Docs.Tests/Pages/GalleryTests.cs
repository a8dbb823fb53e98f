using System.Text.Json;
using Sluice.Definitions;
using Sluice.Definitions.Linting;
using Sluice.Model;

namespace Sluice.Docs.Tests.Pages;

/// <summary>Each example is whole: a flow without a warning, an input, and a page in both languages that shows the same commands.</summary>
public sealed class GalleryTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Repository.PathOf("gallery")).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_has_pages_in_both_languages_an_input_and_a_sound_flow(string name)
    {
        var (english, chinese) = (Read(name, "README.md"), Read(name, "README.zh.md"));
        Assert.Equal(Commands(english), Commands(chinese));
        Assert.Equal($"sluice init {name}", Commands(english)[0]);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(Read(name, "inputs/demo.json")).RootElement.ValueKind);
        Assert.Contains("tests:", Read(name, "flow.test.yaml"), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Repository.PathOf(Path.Combine("gallery", name)), "*.yaml").Where(file => !file.EndsWith(".test.yaml", StringComparison.Ordinal)))
        {
            Assert.Empty(FlowInspector.Inspect(File.ReadAllText(file), ExecutionMode.Standard, Limits.Default).Findings);
        }
    }

    private static string Read(string name, string file) => File.ReadAllText(Repository.PathOf(Path.Combine("gallery", name, file)));

    private static List<string> Commands(string page) =>
        [.. page.Split('\n').Where(line => line.StartsWith("sluice ", StringComparison.Ordinal))];
}
