using Sluice.Cli.Tests.Remote;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Verbs;

public sealed class TryStateVerbTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-try-");

    private string Path => System.IO.Path.Combine(_directory.FullName, "hello.yaml");

    public TryStateVerbTests() => File.WriteAllText(Path, """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Greet
        States: [{ Name: Greet, Type: Pass, OutputConstructor: { text.$: $Input.name }, Next: Rest }, { Name: Rest, Type: Wait, Seconds: 5, End: true }]
        """);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task With_live_the_call_is_made_and_its_answer_goes_through_the_state()
    {
        await using var service = LoopbackServer.Answering("200 OK", "{\"id\":7}", "Content-Type: application/json");
        await File.WriteAllTextAsync(Path, $$"""
            Type: StateMachine
            SpecVersion: v1
            StartAt: Ask
            States: [{ Name: Ask, Type: Task, Action: HTTP:Request, Parameters: { url: '{{service.Url}}/ask', method: GET }, OutputConstructor: { got.$: $Output.Body.id }, End: true }]
            """);

        var said = await Said.ByAsync(["try-state", Path, "Ask", "--live"], "");

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Contains("""outputConstructed  {"got":7}""", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Greet' calls nothing; leave --live out", "Greet", "--live")]
    [InlineData("have no place beside it", "Greet", "--live", "--error", "X")]
    public async Task What_cannot_be_called_live_is_said(string sentence, params string[] arguments)
    {
        var said = await Said.ByAsync(["try-state", Path, .. arguments], "");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains(sentence, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_the_way_of_the_data_and_what_follows()
    {
        var said = await Said.ByAsync(["try-state", Path, "Greet", "--input-json", """{"name":"Ada"}"""], "");

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Contains("""outputConstructed  {"text":"Ada"}""", said.Output, StringComparison.Ordinal);
        Assert.Contains("next               Rest (Next)", said.Output, StringComparison.Ordinal);
        Assert.Equal("Rest", (await Said.ByAsync(["try-state", Path, "Greet", "--json"], "")).Json.GetProperty("next").GetString());
    }

    [Theory]
    [InlineData("Did you mean 'Greet'?", "Gret")]
    [InlineData("is no JSON object", "Greet", "--input-json", "1")]
    [InlineData("is no JSON:", "Greet", "--output-json", "{")]
    [InlineData("exclude each other", "Greet", "--output-json", "1", "--error", "X")]
    public async Task What_cannot_be_asked_is_said(string sentence, params string[] arguments)
    {
        var said = await Said.ByAsync(["try-state", Path, .. arguments], "");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains(sentence, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_is_refused_ends_with_3()
    {
        File.WriteAllText(Path, "Type: StateMachine\nSpecVersion: v1\nStartAt: A\nStates: []\n");

        var said = await Said.ByAsync(["try-state", Path, "A"], "");

        Assert.Equal(3, said.ExitCode);
        Assert.Contains($"{Path}:", said.Error, StringComparison.Ordinal);
    }
}
