using Sluice.Definitions.Classic;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Classic;

/// <summary>What tests of the classic language begin with.</summary>
internal static class Classic
{
    /// <summary>A definition with these steps.</summary>
    public static string Definition(string steps, string head = "") =>
        $"version: v1\ntype: flow\n{head}steps:\n"
        + string.Join('\n', steps.Trim('\n').Split('\n').Select(line => "  " + line)) + "\n";

    public static IReadOnlyList<string> Codes(string steps, string head = "") =>
        [.. Given.Compiled(Definition(steps, head)).Diagnostics.Select(diagnostic => diagnostic.Code)];

    public static Flow Flow(string steps, string head = "", Limits? limits = null) =>
        Given.Flow(Definition(steps, head), limits: limits);

    /// <summary>The path that a text such as <c>$.a[0]</c> holds.</summary>
    public static JsonPath Path(string text)
    {
        var scanner = new Scanner(text);
        scanner.Move();
        var path = PathParser.Parse(scanner);
        Assert.True(scanner.IsAtEnd, $"'{text}' goes on after the path");
        return path;
    }

    public static JsonValue? Find(string path, string json) => Path(path).Find(Given.Json(json), Work());

    public static PathWork Work(int stepBytes = 32 * 1024) =>
        new(Limits.Default with { ClassicStepBytes = stepBytes }, Given.Work(Limits.Default with { GlobalBytes = 1 << 28 }));
}
