using System.Collections.Frozen;
using System.Globalization;
#pragma warning disable RS0030 // Addresses are only compared here; nothing is connected to.
using System.Net;

namespace Sluice.Access.Conditions;

/// <summary>How a condition compares.</summary>
/// <param name="IsNegated">It holds when the comparison does not.</param>
/// <param name="Compare">
/// The request's value, then the policy's; false when either is not of the operator's family.
/// </param>
/// <remarks>Source: protocol, section 12.3.</remarks>
public sealed record ConditionOperator(string Name, bool IsNegated, Func<string, string, bool> Compare)
{
    private static readonly FrozenDictionary<string, ConditionOperator> All = Make()
        .ToFrozenDictionary(made => made.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Keys;

    public static ConditionOperator? Find(string name) => All.GetValueOrDefault(name);

    private static IEnumerable<ConditionOperator> Make() =>
    [
        .. Pair("StringEquals", "StringNotEquals", string.Equals),
        .. Pair(
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            (actual, value) => string.Equals(actual, value, StringComparison.OrdinalIgnoreCase)),
        .. Pair("StringLike", "StringNotLike", (actual, value) => Wildcards.Match(value, actual, ignoreCase: false)),
        .. Ordered<decimal>("Numeric", TryNumber),
        .. Ordered<DateTimeOffset>("Date", TryDate),
        new("Bool", false, (actual, value) =>
            bool.TryParse(actual, out var a) && bool.TryParse(value, out var b) && a == b),
        .. Pair("IpAddress", "NotIpAddress", IsInRange),
    ];

    private static IEnumerable<ConditionOperator> Pair(
        string name, string negated, Func<string, string, bool> compare) =>
        [new(name, false, compare), new(negated, true, compare)];

    private static IEnumerable<ConditionOperator> Ordered<T>(string family, TryRead<T> tryRead)
        where T : IComparable<T> =>
    [
        .. Pair(family + "Equals", family + "NotEquals", CompareBy(tryRead, order => order == 0)),
        new(family + "LessThan", false, CompareBy(tryRead, order => order < 0)),
        new(family + "LessThanEquals", false, CompareBy(tryRead, order => order <= 0)),
        new(family + "GreaterThan", false, CompareBy(tryRead, order => order > 0)),
        new(family + "GreaterThanEquals", false, CompareBy(tryRead, order => order >= 0)),
    ];

    private static Func<string, string, bool> CompareBy<T>(TryRead<T> tryRead, Func<int, bool> fits)
        where T : IComparable<T> =>
        (actual, value) => tryRead(actual, out var a) && tryRead(value, out var b) && fits(a.CompareTo(b));

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool TryDate(string text, out DateTimeOffset date)
    {
        // Instants only: the library would take clocks and names of months too.
        var isInstant = text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-';
        date = default;
        return isInstant && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    private static bool IsInRange(string actual, string range)
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

    private delegate bool TryRead<T>(string text, out T value);
}
