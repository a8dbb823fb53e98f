using System.Globalization;
#pragma warning disable RS0030 // Addresses are only compared here; nothing is connected to.
using System.Net;
using Sluice.Access.Words;

namespace Sluice.Access.Conditions;

/// <summary>How the values of each family are written.</summary>
internal static class ConditionValue
{
    /// <returns>What is wrong with a policy's value, or null.</returns>
    public static string? Problem(ConditionFamily family, string text)
    {
        var right = family switch
        {
            ConditionFamily.Number => TryNumber(text, out _) ? null : "a number, such as 1.5",
            ConditionFamily.Date => TryDate(text, out _) ? null : "an instant, such as 2025-01-02T03:04:05Z",
            ConditionFamily.Boolean => bool.TryParse(text, out _) ? null : "true or false",
            ConditionFamily.Address => IsAddressOrRange(text)
                ? null
                : "an address or a range, such as 10.1.2.3 or 10.0.0.0/8",
            _ => null,
        };
        return right is null ? null : $"{Vocabulary.Quote(text)} is not {right}";
    }

    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    public static bool TryDate(string text, out DateTimeOffset date)
    {
        // Instants only: the library would take clocks and names of months too.
        var isInstant = text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-';
        date = default;
        return isInstant && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    public static bool IsInRange(string actual, string range)
    {
        if (!IPAddress.TryParse(actual, out var address))
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return range.Contains('/')
            ? IPNetwork.TryParse(range, out var network) && network.Contains(plain)
            : IPAddress.TryParse(range, out var single) && single.Equals(plain);
    }

    /// <remarks>
    /// Whole addresses: the library takes <c>10.1</c> and <c>0x7f.1</c> too. And none in the form of the older family within
    /// the newer one, which no address of a caller has here.
    /// </remarks>
    private static bool IsAddressOrRange(string text)
    {
        var slash = text.IndexOf('/');
        var first = slash < 0 ? text : text[..slash];
        return IPAddress.TryParse(first, out var address)
            && !address.IsIPv4MappedToIPv6
            && (first.Contains(':') || first == address.ToString())
            && (slash < 0 || (IPNetwork.TryParse(text, out _) && char.IsAsciiDigit(text[^1])));
    }
}
