namespace Sluice.Definitions.Tests.Syntax;

/// <summary>
/// Goal: a text that is not YAML is told its slip, where it is, and what to write. Method: texts with a mark before
/// the slip.
/// </summary>
public sealed class YamlAdviceTests
{
    private const char Mark = '▸';

    [Theory]
    [InlineData("Type: StateMachine\nStates:\n▸\t- Name: a\n\t  Type: Pass\n", "tab", "spaces only")]
    [InlineData("States:\n  - Name: a\n▸\tType: Pass\n    End: true\n", "tab", "spaces only")]
    [InlineData("States:\n  - Name: a\n    ▸\tEnd: true\n", "tab", "spaces only")]
    [InlineData("Type▸：StateMachine\nSpecVersion: v1\n", "full-width '：' (U+FF1A)", "plain :")]
    [InlineData("Type: StateMachine\nSpecVersion▸：v1\nStartAt: a\n", "full-width '：'", "plain :")]
    [InlineData("States:\n  - Name: a\n    Type▸：Pass\n    End: true\n", "full-width '：'", "plain :")]
    [InlineData("States:\n  - Name▸：a\n    Type: Pass\n    End: true\n", "full-width '：'", "plain :")]
    [InlineData("a: {b: 1▸， c: 2}\nd: 1\n", "full-width '，'", "plain ,")]
    [InlineData("a: ▸“x: y”\n", "typographic '“' (U+201C)", "plain \"")]
    [InlineData("a: [1, ▸【2]\nb: ]\n", "typographic '【'", "plain [")]
    [InlineData("States:\n  - Name: a\n▸\u00a0\u00a0\u00a0\u00a0Type: Pass\n    End: true\n", "no-break space (U+00A0)", "plain spaces")]
    [InlineData("States:\n  -▸\u00a0Name: a\n    Type: Pass\n", "no-break space", "plain spaces")]
    [InlineData("States:\n  - Name:▸\u3000a\n    Type: Pass\n", "full-width space", "plain spaces")]
    [InlineData("States:\n  - Name: a\n      ▸Type: Pass\n    End: true\n", "begins in column 7", "columns 1 and 3 and 5")]
    [InlineData("States:\n  - Name: a\n   ▸Type: Pass\n", "begins in column 4", "columns 1 and 3 and 5")]
    [InlineData("States:\n    - Name: a\n      Type: Pass\n  ▸- Name: b\n", "begins in column 3", "columns 1 and 5 and 7")]
    [InlineData("a: 1\n  ▸b: 2\n", "begins in column 3", "here 1")]
    [InlineData("Type▸:StateMachine\nSpecVersion: v1\n", "colon of 'Type'", "': '")]
    [InlineData("Type: StateMachine\nSpecVersion▸:v1\nStartAt: a\n", "colon of 'SpecVersion'", "': '")]
    [InlineData("States:\n  ▸-Name: a\n   Type: Pass\n", "dash", "'- '")]
    [InlineData("a: ▸\"xyz\nb: 1\n", "quote opens here", "Close the quote")]
    [InlineData("a: 'it'▸s'\nb: 1\n", "follows a closing quote", "doubled")]
    [InlineData("a: \"x\" ▸y\nb: 1\n", "follows a closing quote", "quotes")]
    [InlineData("a: ▸[1, 2\nb: 3\nc: 4\n", "never closed", "Close it")]
    [InlineData("{\"a\": 1, \"b\": ▸[1,2\n", "never closed", "Close it")]
    [InlineData("{\"a\": 1\n \"b\"▸: 2}\n", "comma", "parted by commas")]
    [InlineData("a: x > 1 ? b ▸: c: d\n", "found invalid mapping", "must be in quotes as a whole")]
    [InlineData("a: ▸@x\n", "cannot start any token", "must be in quotes as a whole")]
    [InlineData("a: ▸[1,\n\t2\n", "never closed", "Close it")]
    [InlineData("a: ▸[1\n   b: 2\n", "never closed", "Close it")]
    [InlineData("Type: StateMachine\nSpecVersion▸：v1\n\n  \nStartAt: a\n", "full-width '：'", "plain :")]
    [InlineData("a: ▸\"\\q\"\n", "escape", "must be in quotes as a whole")]
    public void The_slip_is_named_where_it_is(string marked, string problem, string hint)
    {
        var before = marked[..marked.IndexOf(Mark)].Split('\n');
        var place = new SourcePosition(before.Length, before[^1].Length + 1);

        var error = Assert.Single(Given.Compiled(marked.Remove(marked.IndexOf(Mark), 1)).Diagnostics);

        Assert.Equal(DiagnosticCodes.NotYaml, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
        Assert.Equal(place, error.Position);
    }

    /// <summary>Whoever sends nonsense waits no longer than for anything else of that size.</summary>
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("a ")]
    [InlineData("\"a")]
    [InlineData("x\n y\n")]
    [InlineData("，[")]
    public void Advice_on_a_large_text_comes_too(string piece) => Assert.NotEmpty(Given.Compiled(
        string.Concat(Enumerable.Repeat(piece, 900_000 / piece.Length)) + "\n\t: [}").Diagnostics);
}
