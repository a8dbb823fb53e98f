namespace Sluice.Cli.Tests.Remote;

/// <summary><c>sluice replay</c> against a server, and from a file that it has kept.</summary>
public sealed class ReplayVerbTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private const string Before = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Price
        States:
          - { Name: Price, Type: Choice, Branches: [{ Condition: $Input.price > 0, Next: Rich }], Default: Poor }
          - { Name: Rich, Type: Pass, End: true }
          - { Name: Poor, Type: Fail, Code: No.Price, Detail: nothing to pay }
        """;

    private static readonly string Mended = Before.Replace("Type: Fail, Code: No.Price, Detail: nothing to pay", "Type: Pass, End: true", StringComparison.Ordinal);

    [Fact]
    public async Task What_would_not_fail_any_more_is_told_with_its_place_and_ends_with_1()
    {
        var (old, now) = await RunBothAsync("told");

        var same = await server.RunAsync("replay", "--flow", "told", "--definition", old);
        var differs = await server.RunAsync("replay", "--flow", "told", "--definition", now);

        Assert.Equal((0, ""), (same.ExitCode, same.Error));
        Assert.Contains("2 end the same", same.Output, StringComparison.Ordinal);
        Assert.Equal((1, ""), (differs.ExitCode, differs.Error));
        Assert.Contains("1 would not fail       Failed No.Price → Succeeded   at Poor: no longer No.Price   " + now + ":7:5   poor", differs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_in_a_file_is_replayed_without_a_server_and_is_its_owner_s_alone()
    {
        var (_, now) = await RunBothAsync("kept");
        var file = Path.Combine(Path.GetDirectoryName(now)!, "kept.jsonl");

        var saved = await server.RunAsync("replay", "--flow", "kept", "--save", file);
        var told = await Said.ByAsync(
            ["replay", "--from", file, "--definition", now, "--json"], "", ("SLUICE_ENDPOINT", "http://127.0.0.1:1"));

        Assert.Equal((0, ""), (saved.ExitCode, saved.Error));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal((1, ""), (told.ExitCode, told.Error));
        Assert.Equal(2, told.Json.GetProperty("executions").GetInt32());
        Assert.Equal(1, told.Json.GetProperty("verdicts").GetProperty("differs").GetInt32());
    }

    [Fact]
    public async Task What_is_redacted_has_no_values_and_is_refused_for_replays()
    {
        var (_, now) = await RunBothAsync("redacted");
        var file = Path.Combine(Path.GetDirectoryName(now)!, "redacted.jsonl");

        var saved = await server.RunAsync("replay", "--flow", "redacted", "--save", file, "--redact");
        var told = await server.RunAsync("replay", "--from", file, "--definition", now);

        Assert.Equal((0, ""), (saved.ExitCode, saved.Error));
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains("No.Price", text, StringComparison.Ordinal);
        Assert.Contains("\"price\":0", text, StringComparison.Ordinal);
        Assert.DoesNotContain("$Input.price", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to pay", text, StringComparison.Ordinal);
        Assert.Equal(2, told.ExitCode);
        Assert.Contains("Its values were taken out when it was saved (--redact)", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_cannot_be_read_are_said_with_their_place()
    {
        var (_, now) = await RunBothAsync("answers");
        var answers = server.Write("answers/answers.yaml", "targets:\n  Price: { outputt: 1 }\n");

        var said = await server.RunAsync("replay", "--flow", "answers", "--definition", now, "--answers", answers);

        Assert.Equal(2, said.ExitCode);
        Assert.Contains("answers.yaml:2:12  SL7", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_is_refused_ends_with_3_and_says_where()
    {
        await RunBothAsync("refused");
        var path = server.Write("refused/broken.yaml", Before.Replace("StartAt: Price", "StartAt: Nowhere", StringComparison.Ordinal));

        var said = await server.RunAsync("replay", "--flow", "refused", "--definition", path);

        Assert.Equal(3, said.ExitCode);
        Assert.Contains($"{path}:3:", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--flow F is missing", "replay", "--definition", "VALID")]
    [InlineData("--definition FILE is missing", "replay", "--flow", "hello")]
    [InlineData("is not OLD=NEW", "replay", "--flow", "hello", "--definition", "VALID", "--rename", "Pay")]
    [InlineData("'often' is none of same, differs", "replay", "--flow", "hello", "--definition", "VALID", "--fail-on", "often")]
    [InlineData("FlowNotExists", "replay", "--flow", "nobody", "--definition", "VALID")]
    [InlineData("cannot be read", "replay", "--from", "nothing.jsonl", "--definition", "VALID")]
    public async Task What_cannot_be_asked_is_said_and_ends_with_2(string sentence, params string[] arguments)
    {
        var valid = server.Write("valid/flow.yaml", Before);

        var said = await server.RunAsync([.. arguments.Select(argument => argument == "VALID" ? valid : argument)]);

        Assert.Equal(2, said.ExitCode);
        Assert.Contains(sentence, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_cut_is_no_recording()
    {
        var (_, now) = await RunBothAsync("cut");
        var file = Path.Combine(Path.GetDirectoryName(now)!, "cut.jsonl");
        await server.RunAsync("replay", "--flow", "cut", "--save", file);
        await File.WriteAllTextAsync(file, string.Concat((await File.ReadAllLinesAsync(file)).SkipLast(1).Select(line => line + "\n")));

        var said = await server.RunAsync("replay", "--from", file, "--definition", now);

        Assert.Equal(2, said.ExitCode);
        Assert.Contains("without its last line: it was cut", said.Error, StringComparison.Ordinal);
    }

    private async Task<(string Old, string Now)> RunBothAsync(string flow)
    {
        var (old, now) = (server.Write($"{flow}/flow.yaml", Before), server.Write($"{flow}/mended.yaml", Mended));
        Assert.Equal(0, (await server.RunAsync("deploy", old, "--name", flow)).ExitCode);
        await server.RunAsync("run", flow, "--name", "rich", "--input-json", """{"price":3}""", "--watch");
        await server.RunAsync("run", flow, "--name", "poor", "--input-json", """{"price":0}""", "--watch");
        return (old, now);
    }
}
