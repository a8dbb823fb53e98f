using Sluice.Model;
using Sluice.Testing.Files;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Tests;
using Sluice.Testing.Tests.Tests;
using static Sluice.Testing.Tests.Replays.Recorded;

namespace Sluice.Testing.Tests.Replays;

/// <summary>A test that was written from an execution passes, and has nothing in it that is nobody's business.</summary>
public sealed class RecordedTestTests
{
    private const string Call = "Type: Task, Action: 'HTTP:Request', Parameters: { method: POST, url: 'http://a.test/' }";

    [Fact]
    public void Answers_tries_and_the_end_are_told_again()
    {
        var flow = Flow(
            $"{{ Name: Charge, {Call}, Retry: [{{ Errors: [HTTP.503], MaxAttempts: 2, IntervalSeconds: 3 }}], OutputConstructor: {{ paid.$: $Output.Body.id }}, Next: Ship }}; "
            + $"{{ Name: Ship, {Call}, End: true }}");

        Passes(Of(flow, """{"amount":3}""", ("Charge", ["!HTTP.503", """{"Code":200,"Body":{"id":"p-1"}}"""]), ("Ship", ["!HTTP.500"])));
    }

    [Fact]
    public void Iterations_and_branches_get_their_own_answers()
    {
        var flow = Flow(
            "{ Name: each, Type: Map, ItemsPath: $Input.items, Processor: { StartAt: Pack, States: [{ Name: Pack, " + Call
            + ", OutputConstructor: { n.$: $Output.n }, End: true }] }, Next: both }; "
            + $"{{ Name: both, Type: Parallel, Branches: [{{ StartAt: Left, States: [{{ Name: Left, {Call}, End: true }}] }}], End: true }}");

        Passes(Of(flow, """{"items":[1,2,3]}""", ("Pack", ["""{"n":1}""", """{"n":2}""", """{"n":3}"""]), ("Left", ["{}"])));
    }

    [Fact]
    public void What_is_drawn_may_be_any_value_of_its_kind()
    {
        var text = Passes(Of(Flow("{ Name: Id, Type: Pass, OutputConstructor: { id.$: uuid(), n: 1 }, End: true }")));

        Assert.Contains("\"id\": { $any: string }", text, StringComparison.Ordinal);
        Assert.Contains("\"n\": 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_looks_like_a_credential_is_replaced_wherever_it_stands()
    {
        var flow = Flow($"{{ Name: Charge, {Call}, OutputConstructor: {{ said.$: $Output.echo }}, End: true }}");
        var recording = Of(flow, """{"apiKey":"sk-12345678"}""", ("Charge", ["""{"echo":"for sk-12345678"}"""]));

        var text = Passes(recording);

        Assert.DoesNotContain("sk-12345678", text, StringComparison.Ordinal);
        Assert.Contains("for ${secret:apiKey}", text, StringComparison.Ordinal);
        Assert.Equal(1, RecordedTest.Of(recording, "./flow.yaml").Secrets);
    }

    private static string Passes(Recording recording)
    {
        var text = RecordedTest.Of(recording, "./flow.yaml").Text;
        var read = new TestFileReader(_ => recording.Text, Limits.Default).Read("flow.test.yaml", text);
        Assert.True(read.File is not null, $"{string.Join('\n', read.Problems)}\n{text}");
        var result = Assert.Single(new TestRunner(Given.Lent, atOnce: 1).Run([read]).Single().Tests);
        Assert.True(result.Verdict == TestVerdict.Passed, $"{string.Join('\n', result.Unmet)} {result.Reason}\n{text}");
        return text;
    }
}
