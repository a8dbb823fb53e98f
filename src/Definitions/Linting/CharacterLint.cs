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
            Warn(entry.KeyPosition, match.Groups["odd"], "key");
        }
    }

    public void CheckValue(ScalarNode node)
    {
        if (node.Value is JsonString text && IsPlain(node.Position) && Value().Match(text.Value) is { Success: true } match)
        {
            Warn(node.PositionOf(match.Groups["odd"].Index), match.Groups["odd"], "value");
        }
    }

    /// <summary>An item of a list that was meant for a mapping.</summary>
    public void CheckItem(SyntaxNode item)
    {
        if (item is ScalarNode { Value: JsonString text } node && IsPlain(node.Position)
            && Pair().Match(text.Value) is { Success: true } match)
        {
            Warn(node.PositionOf(match.Groups["odd"].Index), match.Groups["odd"], "item");
        }
    }

    private void Warn(SourcePosition position, Group odd, string where)
    {
        var character = odd.Value[0];

        // A key's own position is that of its first character.
        var place = where == "key" ? position with { Column = position.Column + odd.Index } : position;
        bag.Warning(
            DiagnosticCodes.LookAlikeCharacter,
            place,
            $"{char.ToUpperInvariant(LookAlike.Describe(character)[0])}{LookAlike.Describe(character)[1..]} "
            + $"is taken for a part of the {where}.",
            LookAlike.Hint(character));
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
}
