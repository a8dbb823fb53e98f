using Sluice.Cli.Tests.Remote;

namespace Sluice.Cli.Tests.Verbs;

public sealed class ExploreVerbTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-explore-");

    public ExploreVerbTests()
    {
        File.WriteAllText(PathOf("orders.yaml"), """
            Type: StateMachine
            SpecVersion: v1
            StartAt: Charge
            States:
              - { Name: Charge, Type: Task, Action: 'HTTP:Request', Parameters: { url: 'http://pay.test/', method: POST }, OutputConstructor: { id.$: $Output.Body.id + 1 }, Catch: [{ Errors: [FnF.ALL], Next: End }], Next: Ship }
              - { Name: Ship, Type: Task, Action: 'HTTP:Request', Parameters: { url: 'http://depot.test/', method: POST }, Next: End }
              - { Name: End, Type: Succeed }
            """);
        File.WriteAllText(PathOf("orders.test.yaml"), """
            flow: ./orders.yaml
            tests:
              - name: happy path
                targets: { HTTP:Request: { output: { Code: 200, Body: { id: 1 } } } }
            """);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task What_nothing_handles_is_told_with_its_place_and_what_makes_it_happen()
    {
        var said = await Said.ByAsync(["explore", PathOf("orders.test.yaml")], "");

        Assert.Equal((1, ""), (said.ExitCode, said.Error));
        Assert.Contains("unhandled     Ship: Explore.Unnamed → execution Failed; Charge had succeeded", said.Output, StringComparison.Ordinal);
        Assert.Contains("when Ship: Explore.Unnamed", said.Output, StringComparison.Ordinal);
        Assert.Contains("complete up to 2 faults at once", said.Output, StringComparison.Ordinal);
        Assert.Contains("answers as in 'happy path'", said.Output, StringComparison.Ordinal);
        Assert.Contains("not tried     other orders of answers", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_allowed_is_no_finding()
    {
        var said = await Said.ByAsync(["explore", PathOf("orders.test.yaml"), "--allow", "Ship", "--json"], "");

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Equal(0, said.Json.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task Findings_are_written_behind_the_tests_that_a_file_has_and_the_rest_of_it_stays()
    {
        var before = await File.ReadAllTextAsync(PathOf("orders.test.yaml")) + "\n# at the end\nexplore: { once: [Ship] }\n";
        await File.WriteAllTextAsync(PathOf("orders.test.yaml"), before);

        var said = await Said.ByAsync(["explore", PathOf("orders.test.yaml"), "--faults", "1", "--write", PathOf("orders.test.yaml")], "");

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("2 tests written to", said.Error, StringComparison.Ordinal);
        var after = await File.ReadAllTextAsync(PathOf("orders.test.yaml"));
        Assert.StartsWith(before[..before.IndexOf("\n# at", StringComparison.Ordinal)], after, StringComparison.Ordinal);
        Assert.EndsWith("explore: { once: [Ship] }\n", after, StringComparison.Ordinal);
        Assert.Contains("  - name: \"a failure of Ship is handled when Ship: Explore.Unnamed\"", after, StringComparison.Ordinal);
        Assert.Equal(1, (await Said.ByAsync(["test", PathOf("orders.test.yaml")], "")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_can_take_no_tests_stays_as_it_is()
    {
        await File.WriteAllTextAsync(PathOf("other.test.yaml"), "flow: ./orders.yaml\ntests: [ { name: one, input: {} } ]\n");

        var said = await Said.ByAsync(["explore", PathOf("orders.test.yaml"), "--write", PathOf("other.test.yaml")], "");

        Assert.Equal(2, said.ExitCode);
        Assert.Contains("so nothing can be put behind it; name another file", said.Error, StringComparison.Ordinal);
        Assert.Equal("flow: ./orders.yaml\ntests: [ { name: one, input: {} } ]\n", await File.ReadAllTextAsync(PathOf("other.test.yaml")));
        Assert.Equal(3, _directory.GetFiles().Length);
    }

    [Fact]
    public async Task A_mistake_in_the_section_of_explorations_is_told_with_its_place()
    {
        await File.AppendAllTextAsync(PathOf("orders.test.yaml"), "\nexplore:\n  expect:\n    - never: { succeeded: Chrage }\n");

        var said = await Said.ByAsync(["explore", PathOf("orders.test.yaml")], "");

        Assert.Equal(3, said.ExitCode);
        Assert.Contains(":7:27  SL7009  'Chrage' is no state of flow", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not DONE=UNDONE", "--compensates", "Charge")]
    [InlineData("--runs is 0, and must be 1 or more", "--runs", "0")]
    public async Task What_cannot_be_asked_is_said(string sentence, params string[] arguments)
    {
        var said = await Said.ByAsync(["explore", PathOf("orders.yaml"), .. arguments], "");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains(sentence, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_is_refused_ends_with_3()
    {
        File.WriteAllText(PathOf("broken.yaml"), "Type: StateMachine\nSpecVersion: v1\nStartAt: A\nStates: []\n");

        Assert.Equal(3, (await Said.ByAsync(["explore", PathOf("broken.yaml")], "")).ExitCode);
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
