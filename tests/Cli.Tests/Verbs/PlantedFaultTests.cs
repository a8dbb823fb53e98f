using System.Text.Json;
using Sluice.Cli.Tests.Remote;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Verbs;

/// <summary>Faults planted into flows of the gallery: each is found, written as a test, and mended when that passes.</summary>
public sealed class PlantedFaultTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-planted-");

    public void Dispose() => _directory.Delete(recursive: true);

    public static TheoryData<string, string, string, string, string, string> Faults { get; } = new()
    {
        // A rule that takes one code only.
        { "partial-failure", "{ Errors: [FnF.ALL], Next: NoStock }", "{ Errors: [HTTP.404], Next: NoStock }", "", "unhandled", "a failure of Collect/Stock is handled" },
        // What was reserved is not given back.
        {
            "order-saga", "        Next: Release\n", "        Next: NotPaid\n",
            "explore:\n  expect: [ { if: { succeeded: Reserve, failed: Charge, status: Failed }, then: { succeeded: Release } } ]\n", "property",
            "what was said holds when Charge: "
        },
        // A booking that nothing takes back.
        { "trip-classic", "goto: cancelHotel", "goto: failed", "explore:\n  expect: [ { never: { succeeded: hotel, failed: car, not: cancelHotel } } ]\n", "property", "what was said holds when car: " },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_planted_fault_is_found_and_its_test_fails_until_it_is_mended(
        string example, string sound, string planted, string section, string kind, string name)
    {
        var gallery = Repository.PathOf("gallery", example);
        Directory.CreateDirectory(PathOf("inputs"));
        foreach (var file in Directory.GetFiles(gallery, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, PathOf(Path.GetRelativePath(gallery, file)));
        }

        var definition = await File.ReadAllTextAsync(PathOf("flow.yaml"));
        Assert.Contains(sound, definition, StringComparison.Ordinal);
        await File.AppendAllTextAsync(PathOf("flow.test.yaml"), section);
        Assert.DoesNotContain(kind, Kinds(await ExploreAsync()));

        await File.WriteAllTextAsync(PathOf("flow.yaml"), definition.Replace(sound, planted, StringComparison.Ordinal));
        Assert.Contains(kind, Kinds(await ExploreAsync("--write", PathOf("found.test.yaml"))));
        Assert.Contains("failed", await VerdictsAsync(name));

        await File.WriteAllTextAsync(PathOf("flow.yaml"), definition);
        Assert.All(await VerdictsAsync(name), verdict => Assert.Equal("passed", verdict));
    }

    private Task<Said> ExploreAsync(params string[] more) =>
        Said.ByAsync(["explore", PathOf("flow.test.yaml"), "--faults", "1", "--json", .. more], "");

    private static IEnumerable<string> Kinds(Said said) =>
        said.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString()!);

    /// <summary>Of the tests whose name begins so.</summary>
    private async Task<IReadOnlyList<string>> VerdictsAsync(string name)
    {
        var said = await Said.ByAsync(["test", PathOf("found.test.yaml"), "--json"], "");
        return [.. Tests(said.Json).Where(test => test.Name.StartsWith(name, StringComparison.Ordinal)).Select(test => test.Verdict)];
    }

    private static IEnumerable<(string Name, string Verdict)> Tests(JsonElement document) => document.ValueKind switch
    {
        JsonValueKind.Object when document.TryGetProperty("name", out var name) && document.TryGetProperty("result", out var result) =>
            [(name.GetString()!, result.GetString()!)],
        JsonValueKind.Object => document.EnumerateObject().SelectMany(member => Tests(member.Value)),
        JsonValueKind.Array => document.EnumerateArray().SelectMany(Tests),
        _ => [],
    };

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
