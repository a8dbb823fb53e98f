using System.Text.RegularExpressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Warns about numbers that are not what was written: codes, telephone numbers and ids without quotes.</summary>
internal sealed partial class NumberLint(SourceLines lines, DiagnosticBag bag)
{
    /// <summary>The largest integer up to which a double holds each.</summary>
    private const long MaxExact = 1L << 53;

    private const string Quotes = "If it is text, such as a code, an id or a telephone number, put it in quotes.";

    public void CheckValue(ScalarNode node)
    {
        if (node.Value is JsonNumber number)
        {
            Check(node.Position, number.ToString());
        }
    }

    public void CheckKey(MappingEntry entry) => Check(entry.KeyPosition, entry.Key);

    /// <param name="value">What has been made of the number.</param>
    private void Check(SourcePosition position, string value)
    {
        var written = Plain().Match(lines.From(position)) is { Success: true } match ? match.Groups["number"].Value : "";
        if (CoreSchema.Resolve(written) is JsonNumber number && number.ToString() == value
            && Loss(written, number) is { } loss)
        {
            bag.Warning(
                DiagnosticCodes.NumberChanges, position, $"The number {Diagnostics.Quote(written)} {loss}.", Quotes);
        }
    }

    /// <summary>What is lost, as the rest of a sentence; null for nothing.</summary>
    private static string? Loss(string written, JsonNumber number) =>
        LeadingZero().IsMatch(written) ? $"is read as {number}: its leading zeros are lost"
        : written[0] == '+' ? $"is read as {number}: its '+' is lost"
        : Based().IsMatch(written) ? null
        : Digits(written) != Digits(number.ToString()) ? $"is read as {number}: it has more digits than are kept"
        : number.IsInteger && Math.Abs((decimal)number.Int64) > MaxExact
            ? "is kept exactly here, but arithmetic and most programs that read JSON round it"
        : null;

    /// <summary>The digits that matter, without sign, point, exponent and zeros around them.</summary>
    private static string Digits(string number)
    {
        var mantissa = number.Split('e', 'E')[0];
        return mantissa.Replace(".", "", StringComparison.Ordinal).Trim('-', '+').Trim('0');
    }

    [GeneratedRegex(@"^([&!]\S* +)*(?<number>[-+]?\.?[0-9][0-9a-zA-Z.+-]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();

    [GeneratedRegex("^[-+]?0[0-9]", RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingZero();

    [GeneratedRegex("^0[xo]", RegexOptions.ExplicitCapture)]
    private static partial Regex Based();
}
