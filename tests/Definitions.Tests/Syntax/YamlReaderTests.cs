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
