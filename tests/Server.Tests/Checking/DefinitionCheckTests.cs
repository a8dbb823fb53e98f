using Sluice.Model;
using Sluice.Server.Checking;
using Sluice.Server.Hosting;

namespace Sluice.Server.Tests.Checking;

public sealed class DefinitionCheckTests : IDisposable
{
    private const string Good = """
        Type: StateMachine
        Name: whatever
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Pass
            End: true

        """;

    private const string Unreachable = """
          - Name: b
            Type: Pass
            End: true

        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_good_definition_says_nothing() => Assert.Equal((0, ""), Check(Good));

    [Fact]
    public void Warnings_are_shown_and_do_not_fail()
    {
        var (code, output) = Check(Good + Unreachable);

        Assert.Equal(0, code);
        Assert.Matches($@"\A{_file}:9:5: warning SL4001: [^\n]+\n\z", output);
    }

    [Fact]
    public void Errors_are_shown_with_place_code_and_hint_and_fail()
    {
        var (code, output) = Check(Good.Replace("Pass", "Pas", StringComparison.Ordinal));

        Assert.Equal(1, code);
        Assert.Matches($@"\A{_file}:7:11: error SL2011: [^\n]+ \([^\n]+\)\n\z", output);
    }

    [Fact]
    public void What_only_one_mode_allows_is_checked_in_that_mode()
    {
        var definition = Good.Replace("Type: Pass", "Type: Wait\n    Seconds: 100", StringComparison.Ordinal);

        Assert.Equal(0, Check(definition).Code);
        Assert.Equal(0, Check(definition, "--mode", "Standard").Code);
        Assert.Equal(1, Check(definition, "--mode=express").Code);
    }

    [Theory]
    [InlineData("", "check: it needs a file; use: sluice check FILE [--mode Standard|Express].")]
    [InlineData("a b", "check: 'b' is not understood")]
    [InlineData("a --loud", "check: '--loud' is not understood")]
    [InlineData("a --mode quick", "check: --mode 'quick' is not Standard or Express.")]
    [InlineData("/nowhere/at-all", "check: '/nowhere/at-all' cannot be read: ")]
    public void Mistakes_are_told_with_what_would_be_right(string line, string expected)
    {
        var arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var mistake = Assert.Throws<StartException>(
            () => DefinitionCheck.Run(arguments, Limits.Default, TextWriter.Null));

        Assert.StartsWith(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(2, mistake.ExitCode);
    }

    private (int Code, string Output) Check(string definition, params string[] options)
    {
        File.WriteAllText(_file, definition);
        using var output = new StringWriter { NewLine = "\n" };
        return (DefinitionCheck.Run([_file, .. options], Limits.Default, output), output.ToString());
    }
}
