using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions;

public sealed class ExpressionProperties
{
    private static readonly FieldPath Field = new("Field");

    [Fact]
    public void What_is_printed_parses_to_the_same_tree() => Prop.ForAll(Some.Expression, tree =>
    {
        var text = tree.ToString();

        var parsed = ExpressionParser.Parse(text, Given.AnyPlace, out var problems);

        return (parsed is not null && SameTree.AreEqual(tree, parsed))
            .Label($"{text} was read as {parsed?.ToString() ?? problems[0].Message}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void No_text_makes_the_parser_throw_and_problems_lie_within_the_text() => Prop.ForAll(Some.Text, text =>
    {
        var expression = ExpressionParser.Parse(text, Given.AnyPlace, out var problems);

        return expression is null
            ? problems.Count > 0 && problems.All(problem => problem.Offset >= 0 && problem.Offset <= text.Length)
            : problems.Count == 0;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Evaluation_gives_a_value_that_is_json_or_says_why_not() =>
        Prop.ForAll(Some.Expression, Some.Json(3).ToArbitrary(), (tree, input) =>
        {
            var variables = Given.Variables() with { Input = JsonPayload.Of(input), Item = input };
            foreach (var isCondition in new[] { true, false })
            {
                var evaluation = new Evaluation(variables) { Field = Field, IsCondition = isCondition };

                var value = tree.Evaluate(evaluation);

                if (!evaluation.HasFailed)
                {
                    Assert.Equal(value, Given.Json(value.ToString()));
                }
                else
                {
                    Assert.Equal("FnF.ExpressionError", evaluation.Failure?.Code);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Order_and_equality_agree() =>
        Prop.ForAll(Some.Json(0).ToArbitrary(), Some.Json(0).ToArbitrary(), (a, b) =>
        {
            var order = Comparison.Order(a, b);
            var equal = Comparison.AreEqual(a, b, new Evaluation(Given.Variables()) { Field = Field });

            return order is null ? !equal || a is JsonBoolean or JsonNull : order == 0 == equal
                && Math.Sign(order.Value) == -Math.Sign(Comparison.Order(b, a)!.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Texts_are_ordered_as_their_utf8_bytes_are() =>
        Prop.ForAll(ArbMap.Default.ArbFor<UnicodeText>(), ArbMap.Default.ArbFor<UnicodeText>(), (a, b) =>
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(a.Value).AsSpan()
                .SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b.Value));

            return Math.Sign(bytes) == Math.Sign(Comparison.ByCodePoint(a.Value, b.Value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>A short text whose characters come from all over Unicode.</summary>
    /// <param name="Seeds">Each gives one character.</param>
    public sealed record UnicodeText(int[] Seeds)
    {
        private static readonly string[] Characters =
            ["a", "b", "ä", "\u4e0b", "\ud7ff", "\ue000", "\uff5e", "😀", "😁"];

        public string Value =>
            string.Concat(Seeds.Select(seed => Characters[(int)((uint)seed % Characters.Length)]));
    }
}
