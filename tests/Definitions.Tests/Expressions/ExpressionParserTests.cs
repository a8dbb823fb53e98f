using Sluice.Definitions.Expressions;

namespace Sluice.Definitions.Tests.Expressions;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("", 0, "a value is expected here, not the end")]
    [InlineData("1 +", 3, "a value is expected")]
    [InlineData("1 2", 2, "'2' is not expected here")]
    [InlineData("(1", 2, "')' is expected here, not the end")]
    [InlineData("[1,]", 3, "a value is expected here, not ']'")]
    [InlineData("{1: 2}", 1, "a key is expected here")]
    [InlineData("{\"a\" 2}", 5, "':' is expected")]
    [InlineData("$Input.a = 1", 9, "'=' does not belong")]
    [InlineData("$Input.a & true", 9, "'&' does not belong")]
    [InlineData("\"abc", 0, "no closing \"")]
    [InlineData("'a\\x'", 2, "escape")]
    [InlineData("'a\\u12'", 2, "escape")]
    [InlineData("'\\uD83D'", 0, "half a character")]
    [InlineData("abc", 0, "'abc' is neither a value nor a function call")]
    [InlineData("$Input.a-b", 9, "'b' is neither a value")]
    [InlineData("True", 0, "'True' is neither")]
    [InlineData("1 < 2 < 3", 6, "'<' cannot follow another comparison")]
    [InlineData("1 in [] in []", 8, "'in' cannot follow another comparison")]
    [InlineData("a ? b", 0, "'a' is neither")]
    [InlineData("true ? 1", 8, "':' is expected")]
    [InlineData("$Input.a[*]", 9, "an index must follow")]
    [InlineData("$Input.a[1:2]", 10, "slices are not supported")]
    [InlineData("$Input.a[:2]", 9, "an index must follow")]
    [InlineData("$Input..a", 7, "'..' is not supported")]
    [InlineData("$Input.a[?(@.b)]", 11, "'@' does not belong")]
    [InlineData("$Input.1", 7, "a member's name must follow")]
    [InlineData("length(", 7, "a value is expected")]
    [InlineData("1e999", 0, "out of range")]
    [InlineData(")", 0, "a value is expected here, not ')'")]
    [InlineData("1 # 2", 2, "'#' does not belong")]
    public void A_mistake_in_grammar_is_reported_where_it_stands(string text, int offset, string message)
    {
        var problem = Eval.Problem(text);

        Assert.Equal(DiagnosticCodes.ExpressionSyntax, problem.Code);
        Assert.Equal(offset, problem.Offset);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lenght([1])", DiagnosticCodes.UnknownFunction, "Did you mean 'length'?")]
    [InlineData("1 + FORMAT(\"a\")", DiagnosticCodes.UnknownFunction, "Did you mean 'format'?")]
    [InlineData("quite(\"a\")", DiagnosticCodes.UnknownFunction, null)]
    [InlineData("$input.a", DiagnosticCodes.UnknownVariable, "Did you mean '$Input'?")]
    [InlineData("$", DiagnosticCodes.UnknownVariable, "There are $Context, $Input, $Output, $Global, $Item, $Secret.")]
    [InlineData("$None", DiagnosticCodes.UnknownVariable, null)]
    [InlineData("length()", DiagnosticCodes.ArgumentCount, null)]
    [InlineData("uuid(1)", DiagnosticCodes.ArgumentCount, null)]
    [InlineData("format()", DiagnosticCodes.ArgumentCount, null)]
    [InlineData("length(5)", DiagnosticCodes.ArgumentType, null)]
    [InlineData("length(null)", DiagnosticCodes.ArgumentType, null)]
    [InlineData("intAdd(1, 2.5)", DiagnosticCodes.ArgumentType, null)]
    [InlineData("split([\"a\"], \",\")", DiagnosticCodes.ArgumentType, null)]
    [InlineData("jsonMerge({}, [])", DiagnosticCodes.ArgumentType, null)]
    [InlineData("hash($Input.a, \"MD4\")", DiagnosticCodes.ArgumentValue, null)]
    [InlineData("regexMatchString(\"(a)\\\\1\", $Input.a)", DiagnosticCodes.ArgumentValue, null)]
    [InlineData("regexMatchString(\"[\", $Input.a)", DiagnosticCodes.ArgumentValue, null)]
    [InlineData("format(\"{} {}\", 1)", DiagnosticCodes.ArgumentValue, null)]
    public void A_mistake_in_meaning_is_found_before_anything_runs(string text, string code, string? hint)
    {
        var problem = Eval.Problem(text);

        Assert.Equal(code, problem.Code);
        Assert.Equal(hint, hint is null ? null : problem.Hint);
    }

    [Fact]
    public void All_mistakes_in_meaning_are_reported_at_once()
    {
        ExpressionParser.Parse("$Foo + bar(1) + length(2)", Given.AnyPlace, out var problems);

        Assert.Equal(
            [
                (DiagnosticCodes.UnknownVariable, 0),
                (DiagnosticCodes.UnknownFunction, 7),
                (DiagnosticCodes.ArgumentType, 23),
            ],
            problems.Select(problem => (problem.Code, problem.Offset)));
    }

    [Theory]
    [InlineData("InputConstructor", "$Context, $Input, $Global")]
    [InlineData("OutputConstructor", "$Context, $Input, $Output, $Global")]
    [InlineData("GlobalConstructor", "$Context, $Input, $Output, $Global")]
    [InlineData("CatchOutputConstructor", "$Context, $Input, $Global")]
    [InlineData("Condition", "$Context, $Input, $Global")]
    [InlineData("ItemsPath", "$Context, $Input, $Global")]
    [InlineData("ItemConstructor", "$Context, $Input, $Item")]
    [InlineData("Field", "$Context, $Input, $Global")]
    public void A_place_has_its_variables_and_no_others(string place, string variables)
    {
        var names = variables.Split(", ");
        foreach (var name in new[] { "$Context", "$Input", "$Output", "$Global", "$Item" })
        {
            ExpressionParser.Parse(name + ".a", Place(place), out var problems);

            Assert.Equal(names.Contains(name) ? [] : [DiagnosticCodes.VariableNotHere], problems.Select(p => p.Code));
        }
    }

    [Fact]
    public void Ten_calls_may_be_nested_and_eleven_may_not()
    {
        Eval.Parse(Calls(10));

        Assert.Equal(DiagnosticCodes.CallsTooDeep, Eval.Problem(Calls(11)).Code);

        static string Calls(int depth) =>
            string.Concat(Enumerable.Repeat("toArray(", depth)) + "1" + new string(')', depth);
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("!", "true", "")]
    [InlineData("- ", "$Input", "")]
    [InlineData("1 + ", "1", "")]
    [InlineData("true ? 1 : ", "1", "")]
    [InlineData("$Input[", "1", "]")]
    [InlineData("", "$Input", ".a")]
    [InlineData("", "$Input", "[0]")]
    [InlineData("toArray(", "1", ")")]
    public void No_text_is_nested_deeply_enough_to_exhaust_the_stack(string open, string middle, string close)
    {
        foreach (var times in new[] { 90, 300, 5_000 })
        {
            var text = string.Concat(Enumerable.Repeat(open, times)) + middle
                + string.Concat(Enumerable.Repeat(close, times));

            var expression = ExpressionParser.Parse(text, Given.AnyPlace, out var problems);

            Assert.Equal(times > 90 || open == "toArray(", expression is null);
            Assert.All(problems, problem => Assert.Contains(
                problem.Code, new[] { DiagnosticCodes.ExpressionTooLarge, DiagnosticCodes.CallsTooDeep }));
        }
    }

    [Fact]
    public void An_expression_may_have_only_so_many_characters()
    {
        Eval.Parse($"\"{new string('a', ExpressionParser.MaxLength - 2)}\"");

        Assert.Equal(
            DiagnosticCodes.ExpressionTooLarge,
            Eval.Problem($"\"{new string('a', ExpressionParser.MaxLength - 1)}\"").Code);
    }

    /// <summary>The largest of its kind is taken, and one more is not.</summary>
    [Theory]
    [InlineData("", "1", " + 1", 199, "it has more than 200 levels of operators")]
    [InlineData("", "1", " ?? 1", 199, "it has more than 200 levels of operators")]
    [InlineData("", "$Input", ".a", 199, "it has more than 200 levels of operators")]
    [InlineData("", "$Input", "[0]", 199, "it has more than 200 levels of operators")]
    [InlineData("!", "true", "", 199, "it has more than 200 levels of operators")]
    [InlineData("- ", "$Input", "", 199, "it has more than 200 levels of operators")]
    [InlineData("(", "1", ")", 99, "brackets are nested deeper than 100 levels")]
    [InlineData("[", "1", "]", 99, "brackets are nested deeper than 100 levels")]
    [InlineData("{a: ", "1", "}", 99, "brackets are nested deeper than 100 levels")]
    [InlineData("$Input[", "1", "]", 99, "brackets are nested deeper than 100 levels")]
    [InlineData("true ? 1 : ", "1", "", 99, "brackets are nested deeper than 100 levels")]
    [InlineData("toArray(", "1", ")", 10, "function calls are nested deeper than 10 levels")]
    public void A_bound_is_met_exactly(string open, string middle, string close, int most, string problem)
    {
        Eval.Parse(Nested(most));

        Assert.Equal(problem, Eval.Problem(Nested(most + 1)).Message);

        string Nested(int times) =>
            string.Concat(Enumerable.Repeat(open, times)) + middle + string.Concat(Enumerable.Repeat(close, times));
    }

    /// <summary>Each kind of node counts one level more than the highest in it: with 199 below it, it is the last.</summary>
    [Theory]
    [InlineData("[1, X]")]
    [InlineData("{a: X, b: 1}")]
    [InlineData("toArray(1, X)")]
    [InlineData("true ? 1 : X")]
    [InlineData("true ? X : 1")]
    [InlineData("(X) ? 1 : 2")]
    [InlineData("1 * (X)")]
    [InlineData("(X) * 1")]
    [InlineData("-(X)")]
    [InlineData("(X)[0]")]
    [InlineData("$Input[X]")]
    public void A_node_is_one_level_higher_than_what_it_holds(string node)
    {
        Eval.Parse(With(198));

        Assert.Equal(DiagnosticCodes.ExpressionTooLarge, Eval.Problem(With(199)).Code);

        string With(int members) => node.Replace("X", "$Input" + string.Concat(Enumerable.Repeat(".a", members)), StringComparison.Ordinal);
    }

    [Fact]
    public void Brackets_and_calls_beside_each_other_are_not_in_each_other()
    {
        Eval.Parse(string.Join(" ?? ", Enumerable.Repeat("(((((((((1)))))))))", 150)));
        Eval.Parse($"[{string.Join(", ", Enumerable.Repeat("toArray(toArray(1))", 150))}]");
    }

    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("15e-1", "1.5")]
    [InlineData("1.5e1", "15")]
    [InlineData("0.5", "0.5")]
    [InlineData("-5", "-5")]
    [InlineData("- 5", "-5")]
    [InlineData("[-5][0]", "-5")]
    [InlineData("-1.5e1", "-15")]
    [InlineData("3-5", "-2")]
    [InlineData("$Input._a1", "1")]
    [InlineData("$Input.名字", "2")]
    [InlineData("$Input.a٣", "3")]
    [InlineData("$Input[\"a b\"]", "4")]
    [InlineData("$Input['a' + ' b']", "4")]
    [InlineData("$Input . list [ -1 ]", "9")]
    [InlineData("$Input.list[0+1]", "8")]
    [InlineData("{a: 1, 'b': [2,], }", null)]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("1e", null)]
    [InlineData("1e+", null)]
    [InlineData("1.", null)]
    [InlineData(".5", null)]
    [InlineData("$Input.9a", null)]
    public void Numbers_names_and_indexes_are_written_like_this(string text, string? expected)
    {
        var input = Given.Variables("""{"_a1":1,"名字":2,"a٣":3,"a b":4,"list":[7,8,9]}""");
        if (expected is null)
        {
            Assert.Equal(DiagnosticCodes.ExpressionSyntax, Eval.Problem(text).Code);
        }
        else
        {
            Assert.Equal(Given.Json(expected), Eval.Value(text, input));
        }
    }

    [Fact]
    public void No_more_than_a_hundred_problems_of_one_expression_are_told()
    {
        ExpressionParser.Parse($"[{string.Join(", ", Enumerable.Repeat("$x", 150))}]", Given.AnyPlace, out var problems);

        Assert.Equal(100, problems.Count);
    }

    [Theory]
    [InlineData("\"\\u00e", 1, "this escape is not known")]
    [InlineData("\"\\u00e4", 0, "the string that begins here has no closing \"")]
    [InlineData("\"\\u00g0\"", 1, "this escape is not known")]
    [InlineData("\"\\ude00\\ude00\"", 0, "the string has half a character, \\ude00, without its other half")]
    [InlineData("\"\\ud83d\\ud83d\"", 0, "the string has half a character, \\ud83d, without its other half")]
    [InlineData("٣a", 0, "'٣' does not belong in an expression")]
    [InlineData("1 \\ 2", 2, "'\\' does not belong in an expression")]
    [InlineData("format(\"{}{}{}\", 1, 2)", 7, "the template of format has 3 '{}' for 2 arguments")]
    [InlineData("format(\"{}\")", 7, "the template of format has 1 '{}' for 0 arguments")]
    public void Broken_texts_and_templates_are_told_in_these_words(string text, int offset, string message)
    {
        var problem = Eval.Problem(text);

        Assert.Equal((offset, message), (problem.Offset, problem.Message));
    }

    [Fact]
    public void What_is_too_large_is_told_with_what_to_do()
    {
        Assert.Equal(
            "it is longer than 65536 characters", Eval.Problem($"\"{new string('a', ExpressionParser.MaxLength)}\"").Message);
        Assert.Equal(
            "Shorten the chain, or build parts of it in states before.",
            Eval.Problem("1" + string.Concat(Enumerable.Repeat(" + 1", 200))).Hint);
    }

    [Fact]
    public void Strings_take_escapes_in_quotes_and_none_in_back_quotes()
    {
        Assert.Equal("a\"'\\/\b\f\n\r\tä😀", Text("\"a\\\"\\'\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\uDE00\""));
        Assert.Equal("it's \\n", Text("`it's \\n`"));
        Assert.Equal("say \"x\"", Text("'say \"x\"'"));

        static string Text(string expression) => ((Model.Json.JsonString)Eval.Value(expression)).Value;
    }

    private static ExpressionPlace Place(string name) => name == "Field"
        ? ExpressionPlace.Field("Seconds.$")
        : (ExpressionPlace)typeof(ExpressionPlace).GetProperty(name)!.GetValue(null)!;
}
