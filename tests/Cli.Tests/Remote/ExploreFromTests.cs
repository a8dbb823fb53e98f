namespace Sluice.Cli.Tests.Remote;

/// <summary><c>sluice explore --from</c>: what a server has recorded says how it is when all goes well.</summary>
public sealed class ExploreFromTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private string Flow => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: Ask
        States:
          - Name: Ask
            Type: Task
            Action: HTTP:Request
            Parameters: { url: "{{server.Endpoint}}/healthz", method: GET }
            OutputConstructor: { code.$: $Output.Code }
            Next: Known
          - { Name: Known, Type: Choice, Branches: [{ Condition: $Input.code == 200, Next: Good }], Default: Bad }
          - { Name: Good, Type: Pass, End: true }
          - { Name: Bad, Type: Fail, Code: Not.Well }
        """;

    [Fact]
    public async Task Answers_are_those_of_executions_that_succeeded_one_start_for_each_input()
    {
        var file = await DeployAsync("asked");
        await RunAsync("asked", """{"n":1}""");
        await RunAsync("asked", """{"n":1}""");
        await RunAsync("asked", """{"n":2}""");

        var told = await server.RunAsync("explore", file, "--from", "asked", "--variants", "0");

        Assert.Equal((1, ""), (told.ExitCode, told.Error));
        Assert.Contains("assumed       recorded executions of flow 'asked', with 2 inputs", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("made up", told.Output, StringComparison.Ordinal);
        Assert.Contains("Ask", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_has_succeeded_nothing_is_known_and_nothing_is_run()
    {
        var file = await DeployAsync("unasked");

        var told = await server.RunAsync("explore", file, "--from", "unasked");

        Assert.Equal((2, ""), (told.ExitCode, told.Output));
        Assert.Contains("No recorded execution of flow 'unasked' has succeeded", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_beside_recorded_ones_is_refused()
    {
        var told = await server.RunAsync("explore", server.Write("both.yaml", Flow), "--from", "any", "--input", "demo.json");

        Assert.Equal((2, ""), (told.ExitCode, told.Output));
        Assert.Contains("--from and --input exclude each other", told.Error, StringComparison.Ordinal);
    }

    private async Task<string> DeployAsync(string name)
    {
        var file = server.Write($"{name}.yaml", Flow);
        Assert.Equal(0, (await server.RunAsync("deploy", file, "--name", name)).ExitCode);
        return file;
    }

    private async Task RunAsync(string flow, string input)
    {
        var ran = await server.RunAsync("run", flow, "--input-json", input, "--watch");
        Assert.True(ran.ExitCode == 0, ran.Output + ran.Error);
    }
}
