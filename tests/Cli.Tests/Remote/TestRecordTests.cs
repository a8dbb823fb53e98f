
namespace Sluice.Cli.Tests.Remote;

/// <summary><c>sluice test --record</c> against a server.</summary>
public sealed class TestRecordTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private const string Definition = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Greet
        States: [{ Name: Greet, Type: Pass, OutputConstructor: { text.$: $Input.name, pin.$: $Input.password }, End: true }]
        """;

    [Fact]
    public async Task What_is_written_of_an_execution_passes_as_a_test_beside_its_definition()
    {
        var path = server.Write("recorded/greet.yaml", Definition);
        await server.RunAsync("deploy", path, "--name", "greet");
        await server.RunAsync("run", "greet", "--name", "one", "--input-json", """{"name":"Ada","password":"very secret"}""", "--watch");

        var written = await server.RunAsync("test", "--record", "greet/one");
        server.Write("recorded/greet.test.yaml", written.Output);
        var passed = await server.RunAsync("test", Path.GetDirectoryName(path)!);

        Assert.Equal(0, written.ExitCode);
        Assert.Contains("1 value that looked like a credential", written.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("very secret", written.Output, StringComparison.Ordinal);
        Assert.True(passed.ExitCode == 0, passed.Output + written.Output);
    }

    [Fact]
    public async Task One_that_is_not_there_is_told_and_nothing_is_written()
    {
        var path = server.Write("recorded/other.yaml", Definition);
        await server.RunAsync("deploy", path, "--name", "other");

        var nothing = await server.RunAsync("test", "--record", "other/none");
        var nobody = await server.RunAsync("test", "--record", "nobody/none");

        Assert.Equal((2, ""), (nothing.ExitCode, nothing.Output));
        Assert.Contains("there is no recorded execution other/none", nothing.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (nobody.ExitCode, nobody.Output));
    }
}
