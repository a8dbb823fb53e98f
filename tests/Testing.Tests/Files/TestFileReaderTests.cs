using Sluice.Definitions;
using Sluice.Testing.Files;
using Sluice.Testing.Tests.Tests;

namespace Sluice.Testing.Tests.Files;

public sealed class TestFileReaderTests
{
    private const string Head = "flow: shop.yaml\ntests:\n  - name: it\n    ";

    [Theory]
    [InlineData("- 1", TestCodes.NotATestFile, 1, 1)]
    [InlineData("tests: [ { name: a } ]", TestCodes.KeyMissing, 1, 1)]
    [InlineData("flow: shop.yaml", TestCodes.KeyMissing, 1, 1)]
    [InlineData("flow: shop.yaml\ntests: [ { nam: a } ]", TestCodes.UnknownKey, 2, 12)]
    [InlineData(Head + "input: 5", TestCodes.WrongType, 4, 12)]
    [InlineData(Head + "until: soon", TestCodes.BadValue, 4, 12)]
    [InlineData(Head + "clock: today", TestCodes.BadValue, 4, 12)]
    [InlineData(Head + "seed: -1", TestCodes.BadValue, 4, 11)]
    [InlineData(Head + "expect: { status: Done }", TestCodes.BadValue, 4, 23)]
    [InlineData(Head + "input: { file: none.json }", TestCodes.FileUnreadable, 4, 20)]
    [InlineData(Head + "targets: { Charg: { output: 1 } }", TestCodes.NamesNothing, 4, 16)]
    [InlineData(Head + "expect: { never: [Charge, Nowhere] }", TestCodes.NamesNothing, 4, 31)]
    [InlineData(Head + "expect: { path: [Charge, Ende] }", TestCodes.NamesNothing, 4, 30)]
    [InlineData(Head + "expect: { calls: { HTTP:Reqest: 1 } }", TestCodes.NamesNothing, 4, 24)]
    [InlineData(Head + "targets: { Charge: { after: 1s } }", TestCodes.UnclearAnswer, 4, 24)]
    [InlineData(Head + "targets: { Charge: { output: 1, error: X } }", TestCodes.UnclearAnswer, 4, 24)]
    [InlineData(Head + "acts: [ { stop: {} } ]", TestCodes.UnclearAnswer, 4, 13)]
    [InlineData("flow: gone.yaml\ntests: [ { name: a } ]", TestCodes.FileUnreadable, 1, 7)]
    [InlineData("flow: bad.yaml\ntests: [ { name: a } ]", TestCodes.FlowRefused, 1, 7)]
    [InlineData("flow: shop.yaml\ntests: [ { name: a }, { name: a } ]", TestCodes.NameTwice, 2, 31)]
    [InlineData("flow: shop.yaml\ntests: [", "SL1002", 2, 8)]
    public void A_mistake_is_told_with_its_place(string text, string code, int line, int column)
    {
        var read = Given.Read(text, ("bad.yaml", "Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: []\n"));

        Assert.Null(read.File);
        Assert.Contains((code, new SourcePosition(line, column)), read.Problems.Select(problem => (problem.Code, problem.Position)));
    }

    [Fact]
    public void Defaults_are_merged_under_every_test()
    {
        var file = Given.Read("""
            flow: shop.yaml
            defaults: { seed: 7, input: { amount: 1 }, targets: { Charge: { error: A }, HTTP:Request: { error: B } } }
            tests:
              - { name: a, seed: 8, targets: { Charge: { error: C } } }
            """).File!;

        var test = Assert.Single(file.Tests);
        Assert.Equal((8, """{"amount":1}"""), (test.Seed, test.Input.ToString()));
        Assert.Equal([("Charge", "C"), ("HTTP:Request", "B")], test.Targets.Select(target => (target.Key, target.Answers[0].Result.Failure!.Code)));
    }

    [Theory]
    [InlineData("300ms", 0.3)]
    [InlineData("1h30m", 5_400.0)]
    [InlineData("2d", 172_800.0)]
    [InlineData("0.5s", 0.5)]
    [InlineData("", null)]
    [InlineData("5 s", null)]
    [InlineData("-1s", null)]
    [InlineData("99999999999d", null)]
    public void A_span_is_read_or_refused(string text, double? seconds) => Assert.Equal(seconds, Spans.Find(text)?.TotalSeconds);
}
