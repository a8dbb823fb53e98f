namespace Sluice.Cli.Tests.Remote;

/// <summary>The verbs that ask a server, against one.</summary>
public sealed class RemoteVerbTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private const string Hello = """
        Type: StateMachine
        SpecVersion: v1
        Name: {0}
        StartAt: Greet
        States:
          - Name: Greet
            Type: Pass
            OutputConstructor:
              text.$: $Input.name
            End: true
        """;

    private const string Failing = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Stop
        States: [{Name: Stop, Type: Fail, Code: No.Stock, Detail: nothing left}]
        """;

    private const string Resting = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Rest
        States: [{Name: Rest, Type: Wait, Seconds: 300, End: true}]
        """;

    [Fact]
    public async Task A_file_becomes_a_flow_of_its_own_name_with_a_version_and_an_alias_that_leads_to_it()
    {
        var file = server.Write("some.yaml", Hello.Replace("{0}", "greeter", StringComparison.Ordinal));

        var deployed = await server.RunAsync("deploy", file, "--alias", "live");

        Assert.Equal((0, ""), (deployed.ExitCode, deployed.Error));
        Assert.StartsWith("greeter is created, published as version 1, and live leads to it.", deployed.Output, StringComparison.Ordinal);
        Assert.Contains("greeter", (await server.RunAsync("flows")).Output, StringComparison.Ordinal);
        Assert.Equal("1", (await server.RunAsync("versions", "greeter", "--json")).Json.GetProperty("items")[0].GetProperty("version").ToString());
        await server.RunAsync("deploy", file, "--publish");
        Assert.Contains("version 2 (100 %)", (await server.RunAsync("alias", "greeter", "live", "--version", "2")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_execution_is_run_followed_shown_and_its_result_printed()
    {
        await DeployAsync("runner", Hello.Replace("{0}", "runner", StringComparison.Ordinal));

        var run = await server.RunAsync("run", "runner", "--name", "a", "--input-json", """{"name":"Ada"}""", "--watch");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("✔ Greet", run.Output, StringComparison.Ordinal);
        Assert.Contains("Succeeded in", run.Output, StringComparison.Ordinal);
        Assert.Equal("{\"text\":\"Ada\"}\n", (await server.RunAsync("result", "runner/a")).Output);
        Assert.Contains("Greet  succeeded", (await server.RunAsync("show", "runner/a")).Output, StringComparison.Ordinal);
        Assert.Contains("ExecutionSucceeded", (await server.RunAsync("history", "runner/a")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await server.RunAsync("why", "runner/a")).ExitCode);
    }

    [Fact]
    public async Task Input_comes_from_a_file_or_from_the_standard_input()
    {
        await DeployAsync("reader", Hello.Replace("{0}", "reader", StringComparison.Ordinal));
        var file = server.Write("input.json", """{"name":"file"}""");

        await server.RunAsync("run", "reader", "--name", "f", "--input", file, "--watch");
        await server.RunWithInputAsync("""{"name":"pipe"}""", "run", "reader", "--name", "p", "--input", "-", "--watch");

        Assert.Equal("{\"text\":\"file\"}\n", (await server.RunAsync("result", "reader/f")).Output);
        Assert.Equal("{\"text\":\"pipe\"}\n", (await server.RunAsync("result", "reader/p")).Output);
    }

    [Fact]
    public async Task With_json_a_watch_gives_an_event_a_line_and_the_execution_last()
    {
        await DeployAsync("lines", Hello.Replace("{0}", "lines", StringComparison.Ordinal));

        var run = await server.RunAsync("run", "lines", "--name", "a", "--input-json", """{"name":"é"}""", "--watch", "--json");

        var lines = run.Output.TrimEnd().Split('\n').Select(line => new Said(0, line, "").Json).ToList();
        Assert.Equal("ExecutionStarted", lines[0].GetProperty("Type").GetString());
        Assert.Equal("Succeeded", lines[^1].GetProperty("status").GetString());
        Assert.Contains("\"é\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_that_fails_ends_the_program_with_1_and_why_says_why()
    {
        await DeployAsync("failing", Failing);

        var run = await server.RunAsync("run", "failing", "--name", "a", "--watch");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Failed in", run.Output, StringComparison.Ordinal);
        Assert.Contains("No.Stock nothing left", run.Output, StringComparison.Ordinal);
        Assert.Contains("Next: sluice why failing/a", run.Output, StringComparison.Ordinal);
        var why = await server.RunAsync("why", "failing/a");
        Assert.Contains("No.Stock", why.Output, StringComparison.Ordinal);
        Assert.EndsWith("Next: sluice redrive failing/a   or   sluice rerun failing/a\n", why.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var result = await server.RunAsync("result", "failing/a");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task An_execution_that_rests_has_no_result_yet_and_is_stopped()
    {
        await DeployAsync("resting", Resting);
        var started = await server.RunAsync("run", "resting", "--name", "a");

        var early = await server.RunAsync("result", "resting/a");
        var stopped = await server.RunAsync("stop", "resting/a", "--cause", "not needed");

        Assert.Contains("Next: sluice watch resting/a", started.Output, StringComparison.Ordinal);
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("has no result yet", early.Error, StringComparison.Ordinal);
        Assert.Equal((0, "resting/a is Stopped.\n"), (stopped.ExitCode, stopped.Output));
    }

    [Fact]
    public async Task A_definition_that_is_refused_is_told_with_its_places_and_ends_with_3()
    {
        var file = server.Write("broken.yaml", "Type: StateMachine\nSpecVersion: v1\nStartAt: Nowhere\nStates: [{Name: A, Type: Pass, End: true}]\n");

        var deployed = await server.RunAsync("deploy", file, "--name", "broken");

        Assert.Equal((3, ""), (deployed.ExitCode, deployed.Output));
        Assert.StartsWith($"{file}:3:", deployed.Error, StringComparison.Ordinal);
        Assert.Contains("error SL", deployed.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await server.RunAsync("deploy", file, "--json")).ExitCode);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "hello", "--inptu", "x")]
    [InlineData("run", "hello", "--input-json", "[1]")]
    [InlineData("run", "hello", "--input-json", "{")]
    [InlineData("run", "hello", "--input-json", "{}", "--input", "-")]
    [InlineData("run", "hello", "--input", "/no/such/file")]
    [InlineData("show", "hello")]
    [InlineData("show", "no-such-flow/a")]
    [InlineData("alias", "hello", "live")]
    [InlineData("schedule", "pause", "hello")]
    [InlineData("schedule")]
    [InlineData("flows", "--endpoint", "localhost:8700")]
    [InlineData("flows", "--profile", "none")]
    public async Task What_cannot_be_meant_ends_with_2_and_a_sentence(params string[] arguments)
    {
        var said = await server.RunAsync(arguments);

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("sluice: ", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_with_4_and_says_what_to_do()
    {
        var said = await server.RunAsync("flows", "--endpoint", "http://127.0.0.1:1");

        Assert.Equal((4, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("sluice: Unreachable: No server answers at http://127.0.0.1:1", said.Error, StringComparison.Ordinal);
        Assert.Contains("sluice dev", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_is_drawn_with_its_states_and_its_ways()
    {
        var file = server.Write("graph.yaml", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: Which
            States:
              - Name: Which
                Type: Choice
                Branches:
                  - Condition: $Input.a > "1"
                    Next: Both
                Default: Both
              - Name: Both
                Type: Parallel
                Branches:
                  - StartAt: Inner
                    States: [{Name: Inner, Type: Pass, End: true}]
                Catch: [{Errors: [FnF.ALL], Next: Last}]
                Next: Last
              - {Name: Last, Type: Pass, End: true}
            """);

        var drawn = await server.RunAsync("graph", file);

        Assert.Equal((0, ""), (drawn.ExitCode, drawn.Error));
        Assert.StartsWith("flowchart TD\n", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("""|"$Input.a #gt; #quot;1#quot;"| state1""", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("""state1 -.->|"FnF.ALL"| state""", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("[\"Both: Branch 0\"]", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("[\"Inner · Pass\"]", drawn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_others_wrote_steers_the_terminal()
    {
        await DeployAsync("odd", Failing.Replace("nothing left", "\"\\u001b[2J\\u202egone\"", StringComparison.Ordinal));

        var run = await server.RunAsync("run", "odd", "--name", "a", "--watch");

        Assert.Contains("gone", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, character => character is '\u001b' or '\u202e');
    }

    private async Task DeployAsync(string flow, string definition)
    {
        var deployed = await server.RunAsync("deploy", server.Write($"{flow}.yaml", definition), "--name", flow);
        Assert.True(deployed.ExitCode == 0, deployed.Error);
    }
}
