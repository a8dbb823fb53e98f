using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Syntax;

/// <summary>What a plain scalar means: the core schema of YAML 1.2.</summary>
/// <remarks>So <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c> and dates are strings.</remarks>
internal static partial class CoreSchema
{
    /// <summary>The value, or null for a number that JSON does not have.</summary>
    public static JsonValue? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => JsonValue.Null,
        "true" or "True" or "TRUE" => JsonValue.True,
        "false" or "False" or "FALSE" => JsonValue.False,
        _ when Decimal().IsMatch(text) => Number(text),
        _ when Based().IsMatch(text) => Number(text[2..], text[1] == 'x' ? 16 : 8),
        _ when NotFinite().IsMatch(text) => null,
        _ => JsonValue.Of(text),
    };

    /// <summary>
    /// A decimal number: exact when it is an integer of 64 bits, a double otherwise; null past that.
    /// </summary>
    public static JsonNumber? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return JsonValue.Of(integer);
        }

        var real = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(real) ? new JsonNumber(real) : null;
    }

    private static JsonNumber? Number(string digits, int radix)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            var next = ((UInt128)number * (uint)radix) + (uint)Convert.ToInt32(digit.ToString(), 16);
            if (next > long.MaxValue)
            {
                return null;
            }

            number = (long)next;
        }

        return JsonValue.Of(number);
    }

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A(0x[0-9a-fA-F]+|0o[0-7]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Based();

    [GeneratedRegex(@"\A([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex NotFinite();
}
