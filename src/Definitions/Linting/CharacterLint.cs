using System.Text.RegularExpressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Warns about characters that YAML takes for text, and the author has taken for something else.</summary>
/// <remarks>Chinese texts are full of them, so only places count where text does not begin, end or stand like that.</remarks>
internal sealed partial class CharacterLint(SourceLines lines, DiagnosticBag bag)
{
    public void CheckKey(MappingEntry entry)
    {
        if (IsPlain(entry.KeyPosition) && Key().Match(entry.Key) is { Success: true } match)
        {
            var odd = match.Groups["odd"];
            var column = entry.KeyPosition.Column + odd.Index;
            Warn(entry.KeyPosition with { Column = column }, odd.Value[0], "key");
        }
    }

    public void CheckValue(ScalarNode node)
    {
        if (node.Value is not JsonString { Value: var text })
        {
            return;
        }

        if (IsPlain(node.Position) && Value().Match(text) is { Success: true } match)
        {
            Warn(node.PositionOf(match.Groups["odd"].Index), match.Groups["odd"].Value[0], "value");
        }
        else if (Path().IsMatch(text) && FirstOdd(text) is >= 0 and var place)
        {
            // The classic language takes it for a part of a name; the other one refuses most of them.
            Warn(node.PositionOf(place), text[place], "path");
        }
    }

    /// <summary>An item of a list that was meant for a mapping.</summary>
    public void CheckItem(SyntaxNode item)
    {
        if (item is ScalarNode { Value: JsonString text } node && IsPlain(node.Position)
            && Pair().Match(text.Value) is { Success: true } match)
        {
            Warn(node.PositionOf(match.Groups["odd"].Index), match.Groups["odd"].Value[0], "item");
        }
    }

    private void Warn(SourcePosition position, char odd, string where)
    {
        var what = LookAlike.Describe(odd);
        bag.Warning(
            DiagnosticCodes.LookAlikeCharacter,
            position,
            $"{char.ToUpperInvariant(what[0])}{what[1..]} is taken for a part of the {where}.",
            LookAlike.Hint(odd));
    }

    /// <summary>The place of the first that stands in no quotes; -1 for none.</summary>
    private static int FirstOdd(string text)
    {
        var bare = Quoted().Replace(text, quoted => new string('x', quoted.Length));
        for (var i = 0; i < bare.Length; i++)
        {
            if (LookAlike.Plain(bare[i]) is not null)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether it stands there without quotes, and is no block of text.</summary>
    private bool IsPlain(SourcePosition position) => lines.From(position) is [not ('"' or '\'' or '|' or '>'), ..];

    [GeneratedRegex(
        @"^(?<odd>[\u00a0\u2000-\u200b\u202f\u3000\ufeff“”‘’＂＇])|(?<odd>[\u00a0\u2000-\u200b\u202f\u3000\ufeff])$|^[A-Za-z_][A-Za-z0-9_.$-]*(?<odd>：)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(
        @"^(?<odd>[\u00a0\u2000-\u200b\u202f\u3000\ufeff])|(?<odd>[\u00a0\u2000-\u200b\u202f\u3000\ufeff])$|^(?<odd>[“”＂‘’＇]).*[“”＂‘’＇]$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Value();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.$-]*[ ]?(?<odd>：)", RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();

    /// <summary>What begins like a path, or like a condition about one.</summary>
    [GeneratedRegex(@"^[!( ]*\$[.\[A-Za-z]", RegexOptions.ExplicitCapture)]
    private static partial Regex Path();

    [GeneratedRegex(@"""([^""\\]|\\.)*""|'([^'\\]|\\.)*'|`[^`]*`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
