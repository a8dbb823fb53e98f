using System.Text.Json;
using System.Xml.Linq;
using Sluice.Cli.Remote;
using Sluice.Cli.Tests.Remote;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Tests.Tests;

/// <summary><c>sluice test</c>: what it is told, what it says, and what it ends with.</summary>
public sealed class TestVerbTests : IDisposable
{
    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        Name: two
        StartAt: Look
        States:
          - { Name: Look, Type: Choice, Branches: [ { Condition: $Input.n > 1, Next: Many } ], Default: Few }
          - { Name: Many, Type: Pass, OutputConstructor: { many: true }, End: true }
          - { Name: Few, Type: Pass, OutputConstructor: { many: false }, End: true }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-test-verb-");

    public TestVerbTests() => Write("flow.yaml", Flow);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("{ name: a, input: { n: 2 }, expect: { output: { many: true } } }", 0)]
    [InlineData("{ name: a, input: { n: 2 }, expect: { output: { many: false } } }", 1)]
    [InlineData("{ name: a, skip: later }", 2)]
    [InlineData("{ nam: a }", 2)]
    public async Task The_exit_code_says_how_it_went(string test, int expected)
    {
        Write("a.test.yaml", $"flow: flow.yaml\ntests: [ {test} ]\n");

        Assert.Equal(expected, (await RunAsync(_folder.FullName)).ExitCode);
    }

    [Fact]
    public async Task A_definition_that_is_refused_ends_it_with_3()
    {
        Write("a.test.yaml", "flow: broken.yaml\ntests: [ { name: a } ]\n");
        Write("broken.yaml", "Type: StateMachine\n");

        var (exitCode, output) = await RunAsync(_folder.FullName);

        Assert.Equal(3, exitCode);
        Assert.Contains("a.test.yaml:1:7: error SL7008: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_without_tests_is_no_success() => Assert.Equal(2, (await RunAsync(_folder.FullName)).ExitCode);

    [Theory]
    [InlineData]
    [InlineData("nowhere.test.yaml")]
    [InlineData("--junti", "x", ".")]
    [InlineData("--parallel", "many", ".")]
    public async Task What_is_not_understood_is_a_sentence(params string[] arguments)
    {
        var said = await Said.ByAsync(["test", .. arguments], "");

        Assert.Equal((ExitCodes.Usage, ""), (said.ExitCode, said.Output));
        Assert.Matches(@"\Asluice: test: .+ See sluice test --help\.\n\z", said.Error);
    }

    [Fact]
    public async Task Json_has_what_failed_and_where_and_junit_says_it_in_its_text()
    {
        Write("a.test.yaml", "flow: flow.yaml\ntests:\n  - name: a\n    input: { n: 1 }\n    expect: { output: { many: true } }\n");
        var junit = Path.Combine(_folder.FullName, "junit.xml");

        var (exitCode, output) = await RunAsync(_folder.FullName, "--json", "--coverage", "--junit", junit);

        var json = JsonDocument.Parse(output).RootElement;
        var test = Assert.Single(json.GetProperty("tests").EnumerateArray());
        var failure = Assert.Single(test.GetProperty("failures").EnumerateArray());
        var coverage = Assert.Single(json.GetProperty("coverage").EnumerateArray());
        Assert.Equal((1, "failed", "output.many", "true", "false"), (
            exitCode,
            test.GetProperty("result").GetString(),
            failure.GetProperty("what").GetString(),
            failure.GetProperty("expected").GetString(),
            failure.GetProperty("got").GetString()));
        Assert.EndsWith("a.test.yaml:5:31", failure.GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 2), (coverage.GetProperty("statesEntered").GetInt32(), coverage.GetProperty("edgesTaken").GetInt32()));
        var written = Assert.Single(XDocument.Load(junit).Descendants("testcase"));
        Assert.Equal("two.a", written.Attribute("classname")!.Value);
        Assert.Contains("expected true, got false", written.Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("50", 0)]
    [InlineData("51", 1)]
    public async Task Too_little_coverage_fails(string least, int expected)
    {
        Write("a.test.yaml", "flow: flow.yaml\ntests: [ { name: a, input: { n: 1 } } ]\n");

        Assert.Equal(expected, (await RunAsync(_folder.FullName, "--cover-at-least", least)).ExitCode);
    }

    [Fact]
    public async Task A_service_that_is_set_up_refuses_what_the_real_call_would()
    {
        Write("sluice.yaml", "services: { CS: { endpoint: \"https://cs.example\", version: v, style: ROA, apis: { Get: \"GET /c/{Id}\" }, accessKey: { id: i, secret: s } } }");
        Write("calls.yaml", "{Type: StateMachine, SpecVersion: v1, StartAt: a, States: [{Name: a, Type: Task, Action: 'CS:Get', Parameters: { Id.$: $Input.id }, End: true}]}");
        Write("a.test.yaml", """
            flow: calls.yaml
            tests:
              - { name: whole, input: { id: c }, targets: { a: { output: { Code: 200, Body: {} } } }, expect: { status: Succeeded } }
              - { name: without, input: { id: "" }, targets: { a: { output: { Code: 200, Body: {} } } }, expect: { error: FnF.InvalidArgument } }
            """);

        var (exitCode, output) = await RunAsync(
            new Dictionary<string, string> { ["SLUICE_CONFIG"] = Path.Combine(_folder.FullName, "sluice.yaml") }, _folder.FullName);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_schema_names_every_key_of_the_reader()
    {
        var (_, output) = await RunAsync("--schema");

        var answer = JsonDocument.Parse(output).RootElement.GetProperty("$defs").GetProperty("answer");
        Assert.False(answer.GetProperty("additionalProperties").GetBoolean());
        Assert.True(answer.GetProperty("properties").TryGetProperty("callback", out _));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        RunAsync(new Dictionary<string, string>(), arguments);

    private static async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        var output = new StringWriter();
        var surroundings = new Surroundings(output, TextWriter.Null, () => Stream.Null, variables);
        return (await new TestVerb().RunAsync(arguments, surroundings), output.ToString());
    }
}
