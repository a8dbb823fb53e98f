using System.Text;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Syntax;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("true", "true")]
    [InlineData("True", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("off", "\"off\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("null", "null")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("12", "12")]
    [InlineData("-12", "-12")]
    [InlineData("+12", "12")]
    [InlineData("007", "7")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("12.50", "12.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.", "1")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("18446744073709551616", "1.8446744073709552E+19")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("2026-01-01T00:00:00Z", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("0b1", "\"0b1\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("'12'", "\"12\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("'it''s'", "\"it's\"")]
    [InlineData("\"\\u00e4\\x41\\n\"", "\"äA\\n\"")]
    [InlineData("|\n  a\n  b", "\"a\\nb\\n\"")]
    [InlineData(">-\n  a\n  b", "\"a b\"")]
    [InlineData("$Input.a", "\"$Input.a\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!int '12'", "12")]
    [InlineData("!!map {}", "{}")]
    [InlineData("!!seq []", "[]")]
    [InlineData("[a, [b], {c: d}]", "[\"a\",[\"b\"],{\"c\":\"d\"}]")]
    [InlineData("{a, b: , 'c':1}", "{\"a\":null,\"b\":null,\"c\":1}")]
    public void Values_follow_the_core_schema(string yaml, string json) =>
        Assert.Equal($"{{\"k\":{json}}}", Read($"k: {yaml}\n").ToJson().ToString());

    [Theory]
    [InlineData("1: x", "{\"1\":\"x\"}")]
    [InlineData("true: x", "{\"true\":\"x\"}")]
    [InlineData("~: x", "{\"null\":\"x\"}")]
    [InlineData("1.50: x", "{\"1.5\":\"x\"}")]
    [InlineData("'<<': {a: 1}", "{\"<<\":{\"a\":1}}")]
    [InlineData("!!str <<: {a: 1}", "{\"<<\":{\"a\":1}}")]
    [InlineData("{\"<<\": {\"a\": 1}}", "{\"<<\":{\"a\":1}}")]
    public void Keys_that_are_no_strings_become_their_json_form(string yaml, string json) =>
        Assert.Equal(json, Read(yaml).ToJson().ToString());

    [Fact]
    public void Nodes_and_keys_know_their_places()
    {
        var root = (MappingNode)Read("\ufeffa: 1\nlist:\n  - x\n  - 'y': z\n");
        var list = (SequenceNode)root.Entries[1].Value;
        var entry = ((MappingNode)list.Items[1]).Entries[0];

        Assert.Equal(new(1, 1), root.Position);
        Assert.Equal(new(1, 4), root.Entries[0].Value.Position);
        Assert.Equal(new(2, 1), root.Entries[1].KeyPosition);
        Assert.Equal(new(3, 3), list.Position);
        Assert.Equal(new(3, 5), list.Items[0].Position);
        Assert.Equal(new(4, 5), entry.KeyPosition);
        Assert.Equal(new(4, 10), entry.Value.Position);
    }

    [Theory]
    [InlineData("k: abcdef", 7)]
    [InlineData("k: 'abcdef'", 8)]
    [InlineData("k: \"abcdef\"", 8)]
    [InlineData("k: \"abc\\x64ef\"", 4)]
    [InlineData("k: 'a''cdef'", 4)]
    [InlineData("k: >\n  abcdef", 4)]
    [InlineData("k: &x abcdef", 4)]
    public void A_character_of_a_text_is_found_where_the_text_stands_letter_by_letter(string yaml, int column)
    {
        var scalar = (ScalarNode)((MappingNode)Read(yaml)).Entries[0].Value;

        Assert.Equal(new(1, column), scalar.PositionOf(3));
    }

    [Fact]
    public void Aliases_repeat_what_their_anchor_marks() => Assert.Equal(
        """{"a":[1,{"b":2}],"c":{"b":2},"d":{"b":2},"x":3,"k":"x"}""",
        Read("a: [1, &m {b: 2}]\nc: *m\nd: *m\n&k x: 3\nk: *k\n").ToJson().ToString());

    [Fact]
    public void An_anchor_may_be_given_again() => Assert.Equal(
        """[1,1,2,2]""", Read("[&a 1, *a, &a 2, *a]").ToJson().ToString());

    [Theory]
    [InlineData("", DiagnosticCodes.Empty, 1, 1)]
    [InlineData(" \n# nothing\n", DiagnosticCodes.Empty, 1, 1)]
    [InlineData("\ufeff", DiagnosticCodes.Empty, 1, 1)]
    [InlineData("a: 1\n---\nb: 2", DiagnosticCodes.SeveralDocuments, 2, 1)]
    [InlineData("a: 1\n...\nb: 2", DiagnosticCodes.SeveralDocuments, 3, 1)]
    [InlineData("a: 1\nb: 2\na: 3", DiagnosticCodes.DuplicateKey, 3, 1)]
    [InlineData("{\"a\": 1, 'a': 3}", DiagnosticCodes.DuplicateKey, 1, 10)]
    [InlineData("1: a\n'1': b", DiagnosticCodes.DuplicateKey, 2, 1)]
    [InlineData("a: *b", DiagnosticCodes.UnknownAlias, 1, 4)]
    [InlineData("a: &b [*b]", DiagnosticCodes.CyclicAlias, 1, 8)]
    [InlineData("&a {x: {y: *a}}", DiagnosticCodes.CyclicAlias, 1, 12)]
    [InlineData("a: !foo b", DiagnosticCodes.CustomTag, 1, 4)]
    [InlineData("a: !foo [b]", DiagnosticCodes.CustomTag, 1, 4)]
    [InlineData("a: !!binary aGk=", DiagnosticCodes.CustomTag, 1, 4)]
    [InlineData("a: !!set {b}", DiagnosticCodes.CustomTag, 1, 4)]
    [InlineData("a: !!int x", DiagnosticCodes.CustomTag, 1, 4)]
    [InlineData("a: !<tag:yaml.org,2002:XYZint> 1", DiagnosticCodes.CustomTag, 1, 4)]
    [InlineData("[a]: b", DiagnosticCodes.KeyNotScalar, 1, 1)]
    [InlineData("? {a: b}\n: c", DiagnosticCodes.KeyNotScalar, 1, 3)]
    [InlineData("a: .inf", DiagnosticCodes.NumberNotJson, 1, 4)]
    [InlineData("a: -.Inf", DiagnosticCodes.NumberNotJson, 1, 4)]
    [InlineData("a: .NaN", DiagnosticCodes.NumberNotJson, 1, 4)]
    [InlineData("a: 1e999", DiagnosticCodes.NumberNotJson, 1, 4)]
    [InlineData("a: 0xFFFFFFFFFFFFFFFF", DiagnosticCodes.NumberNotJson, 1, 4)]
    [InlineData("a: 'x", DiagnosticCodes.NotYaml, 1, 4)]
    [InlineData("a:\n  b: c: d", DiagnosticCodes.NotYaml, 2, 7)]
    [InlineData("a: 1\n\tb: 2", DiagnosticCodes.NotYaml, 2, 1)]
    [InlineData("[a", DiagnosticCodes.NotYaml, 1, 1)]
    [InlineData("...\n", DiagnosticCodes.Empty, 1, 1)]
    [InlineData("a: \"\\ude00\\ud83d\"", DiagnosticCodes.NotYaml, 1, 1)]
    [InlineData("a: \"\\ud83d\\u0041\"", DiagnosticCodes.NotYaml, 1, 1)]
    [InlineData("a: \"\\ude00\"", DiagnosticCodes.NotYaml, 1, 4)]
    [InlineData("a: 1\0b", DiagnosticCodes.ForbiddenCharacter, 1, 5)]
    [InlineData("a: 1\r\nb: \u0007", DiagnosticCodes.ForbiddenCharacter, 2, 4)]
    [InlineData("a: 1\rb: \u001b", DiagnosticCodes.ForbiddenCharacter, 2, 4)]
    public void What_is_not_a_usable_document_is_refused_where_it_goes_wrong(
        string yaml, string code, int line, int column)
    {
        var diagnostic = Problems(yaml)[0];

        Assert.Equal((code, line, column), (diagnostic.Code, diagnostic.Position.Line, diagnostic.Position.Column));
    }

    [Theory]
    [InlineData(0xd83d)]
    [InlineData(0xde00)]
    public void Half_a_character_is_refused(int half)
    {
        foreach (var end in new[] { "", "x" })
        {
            var diagnostic = Assert.Single(Problems($"a: {(char)half}{end}"));

            Assert.Equal((DiagnosticCodes.ForbiddenCharacter, new(1, 4)), (diagnostic.Code, diagnostic.Position));
        }
    }

    [Fact]
    public void A_text_may_have_as_many_bytes_as_a_request()
    {
        var limits = Limits.Default with { RequestBytes = 20 };

        Assert.Empty(Problems("a: 1234567890123456\n", limits));
        Assert.Equal(DiagnosticCodes.TooLarge, Problems("a: 12345678901234567\n", limits)[0].Code);
        Assert.Equal(DiagnosticCodes.TooLarge, Problems("a: äääääääää\n", limits)[0].Code);
    }

    [Fact]
    public void Aliases_that_multiply_are_refused_before_they_cost_anything()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Equal(DiagnosticCodes.ExpandsTooLarge, Assert.Single(Problems(bomb.ToString())).Code);
    }

    // Each of these has made some reader overflow its stack, or take time that grows with the square of the
    // text.
    [Theory]
    [InlineData("[", "")]
    [InlineData("{", "")]
    [InlineData("{a: ", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    [InlineData("[? ", "")]
    [InlineData("[[],", "")]
    [InlineData("[", "]")]
    public void Deep_nesting_is_refused_at_once(string open, string close)
    {
        var times = 500_000 / open.Length;
        var text = string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times));

        Assert.Equal(DiagnosticCodes.NestedTooDeep, Assert.Single(Problems(text)).Code);
    }

    [Fact]
    public void The_deepest_nesting_that_is_allowed_is_read()
    {
        Assert.Empty(Problems(new string('[', 256) + new string(']', 256)));
        Assert.Equal(
            DiagnosticCodes.NestedTooDeep,
            Assert.Single(Problems(new string('[', 257) + new string(']', 257))).Code);
    }

    [Fact]
    public void Wide_documents_are_read()
    {
        var keys = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"k{i}: 1\n"));
        var items = "[" + string.Concat(Enumerable.Repeat("1,", 400_000)) + "]";

        Assert.Equal(60_000, ((MappingNode)Read(keys)).Entries.Count);
        Assert.Equal(400_000, ((SequenceNode)Read(items)).Items.Count);
    }

    /// <summary>What is told of a text, word for word.</summary>
    [Theory]
    [InlineData("# nothing", "line 1, column 1: The definition is empty. [SL1004]")]
    [InlineData("a: 1\n---\nb: 2", "line 2, column 1: A second document begins here; a definition is one YAML document. [SL1005]")]
    [InlineData("a: 1\na: 2", "line 2, column 1: The key 'a' is given twice in one mapping, first at line 1, column 1; keep one of them. [SL1007]")]
    [InlineData("a: *b", "line 1, column 4: The alias '*b' has no anchor before it. Text that begins with '*' must be in quotes. [SL1008]")]
    [InlineData("a: &b [*b]", "line 1, column 8: The alias '*b' stands inside the value that it repeats. [SL1009]")]
    [InlineData("a: !foo b", "line 1, column 4: The tag '!foo' does not fit here or is not supported. Text that begins with '!' must be in quotes. [SL1011]")]
    [InlineData("[a]: b", "line 1, column 1: A key is a sequence; keys are plain text. Text that begins with '{' or '[' must be in quotes. [SL1012]")]
    [InlineData("a: .inf", "line 1, column 4: The number '.inf' has no JSON form. If it is text, put it in quotes. [SL1013]")]
    [InlineData("a: \u0007", "line 1, column 4: The character U+0007 is not allowed in a definition. In a quoted string, write it as an escape such as \"\\u0007\". [SL1003]")]
    [InlineData("\u0007", "line 1, column 1: The character U+0007 is not allowed in a definition. In a quoted string, write it as an escape such as \"\\u0007\". [SL1003]")]
    [InlineData("😀\r\n😀\u0001", "line 2, column 3: The character U+0001 is not allowed in a definition. In a quoted string, write it as an escape such as \"\\u0007\". [SL1003]")]
    [InlineData("a: \"\\ude00\\ud83d\"", "line 1, column 1: The text is not valid YAML: something near here cannot be read. A value that contains ': ' or ' #', or begins with a quote, a bracket or one of ! & * @ % `, must be in quotes as a whole. [SL1002]")]
    [InlineData("<<: 1", "line 1, column 5: The merge key '<<' takes a mapping or a list of mappings, not a number. Name a mapping by its alias, such as *defaults; a key of this name must be in quotes. [SL1015]")]
    [InlineData("<<: [{}, x]", "line 1, column 5: The merge key '<<' takes a mapping or a list of mappings, not a list with a string. Name a mapping by its alias, such as *defaults; a key of this name must be in quotes. [SL1015]")]
    [InlineData("<<: {}\n<<: {}", "line 2, column 1: The key '<<' is given twice in one mapping; keep one of them. Several mappings are merged as a list: '<<: [*one, *other]'. [SL1007]")]
    public void What_is_wrong_with_a_text_is_told_in_these_words(string yaml, string problem) =>
        Assert.Equal(problem, Assert.Single(Problems(yaml)).ToString());

    [Fact]
    public void What_is_too_large_or_too_deep_is_told_with_its_limit()
    {
        Assert.Equal(
            "line 1, column 1: The definition has 21 bytes; at most 20 are allowed. [SL1001]",
            Assert.Single(Problems("a: 123456789012345678", Limits.Default with { RequestBytes = 20 })).ToString());
        Assert.Equal(
            "line 1, column 257: Values are nested deeper than 256 levels. [SL1006]",
            Assert.Single(Problems(new string('[', 257) + new string(']', 257))).ToString());
    }

    [Theory]
    [InlineData("!!null ~", "null")]
    [InlineData("!!bool 'true'", "true")]
    [InlineData("!!float '1.5'", "1.5")]
    [InlineData("!!float '1'", "1")]
    [InlineData("! []", "[]")]
    [InlineData("! {}", "{}")]
    [InlineData("0x7FFFFFFFFFFFFFFF", "9223372036854775807")]
    [InlineData("-.5e-1", "-0.05")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("0o8", "\"0o8\"")]
    [InlineData("😀 text", "\"😀 text\"")]
    public void Tags_of_the_core_schema_and_odd_numbers_are_read(string yaml, string json) =>
        Assert.Equal($"{{\"k\":{json}}}", Read($"k: {yaml}\n").ToJson().ToString());

    [Theory]
    [InlineData("!!bool 1")]
    [InlineData("!!null x")]
    [InlineData("!!float x")]
    [InlineData("!!int 1.5")]
    [InlineData("!!int .inf")]
    public void A_tag_that_does_not_fit_its_value_is_refused(string yaml) =>
        Assert.Equal([DiagnosticCodes.CustomTag], Problems($"k: {yaml}").Select(problem => problem.Code));

    /// <summary>Each value counts 1, each character of a text and of a key counts 1, each key counts 1.</summary>
    [Theory]
    [InlineData("x", 2)]
    [InlineData("", 1)]
    [InlineData("[]", 1)]
    [InlineData("[x, yz]", 6)]
    [InlineData("{}", 1)]
    [InlineData("{ab: x}", 6)]
    [InlineData("{ab: x, c: [yz]}", 12)]
    public void A_node_weighs_as_much_as_it_holds(string yaml, int weight) =>
        Assert.Equal(weight, ((MappingNode)Read($"k: {yaml}")).Entries[0].Value.Weight);

    [Fact]
    public void Aliases_may_weigh_four_times_as_much_as_a_request_may()
    {
        // Ten times forty.
        var yaml = $"- &a {new string('x', 39)}\n- [{string.Join(", ", Enumerable.Repeat("*a", 10))}]";

        Assert.Empty(Problems(yaml, Limits.Default with { RequestBytes = 100 }));
        Assert.Equal(
            "line 2, column 40: With its aliases expanded the definition is larger than 396 characters and values. [SL1010]",
            Assert.Single(Problems(yaml, Limits.Default with { RequestBytes = 99 })).ToString());
    }

    private static SyntaxNode Read(string yaml)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.Read(yaml, Limits.Default, bag);
        Assert.Empty(bag.InOrder());
        return Assert.IsType<SyntaxNode>(root, exactMatch: false);
    }

    private static IReadOnlyList<Diagnostic> Problems(string yaml, Limits? limits = null)
    {
        var bag = new DiagnosticBag();
        YamlReader.Read(yaml, limits ?? Limits.Default, bag);
        return bag.InOrder();
    }
}
