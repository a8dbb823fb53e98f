using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Syntax;

/// <summary>Text that is no definition, read by the same rules.</summary>
public sealed class YamlTextTests
{
    [Fact]
    public void A_text_becomes_a_tree()
    {
        var root = YamlText.Read("a: [1, x]\n", Limits.Default, out var problems);

        Assert.Equal("""{"a":[1,"x"]}""", root?.ToJson().ToString());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public void An_empty_text_is_no_problem_and_holds_nothing(string text)
    {
        Assert.Null(YamlText.Read(text, Limits.Default, out var problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void A_text_with_problems_holds_nothing_and_tells_them_in_order()
    {
        Assert.Null(YamlText.Read("a: .inf\nb: !x y\na: 2\n", Limits.Default, out var problems));
        Assert.Equal(
            [DiagnosticCodes.NumberNotJson, DiagnosticCodes.CustomTag, DiagnosticCodes.DuplicateKey],
            problems.Select(problem => problem.Code));
    }
}
