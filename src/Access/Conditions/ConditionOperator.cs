using System.Collections.Frozen;

namespace Sluice.Access.Conditions;

/// <summary>How a condition compares.</summary>
/// <param name="IsNegated">It holds when the comparison does not.</param>
/// <param name="Compare">
/// The request's value, then the policy's; false when either is not of the operator's family.
/// </param>
/// <remarks>Source: protocol, section 12.3.</remarks>
public sealed record ConditionOperator(
    string Name, ConditionFamily Family, bool IsNegated, Func<string, string, bool> Compare)
{
    private static readonly FrozenDictionary<string, ConditionOperator> All = Make()
        .ToFrozenDictionary(made => made.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Keys;

    public static ConditionOperator? Find(string name) => All.GetValueOrDefault(name);

    private static IEnumerable<ConditionOperator> Make() =>
    [
        .. Pair("StringEquals", "StringNotEquals", ConditionFamily.Text, string.Equals),
        .. Pair(
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            ConditionFamily.Text,
            (actual, value) => string.Equals(actual, value, StringComparison.OrdinalIgnoreCase)),
        .. Pair(
            "StringLike",
            "StringNotLike",
            ConditionFamily.Text,
            (actual, value) => Wildcards.Match(value, actual, ignoreCase: false)),
        .. Ordered<decimal>("Numeric", ConditionFamily.Number, ConditionValue.TryNumber),
        .. Ordered<DateTimeOffset>("Date", ConditionFamily.Date, ConditionValue.TryDate),
        new("Bool", ConditionFamily.Boolean, false, (actual, value) =>
            bool.TryParse(actual, out var a) && bool.TryParse(value, out var b) && a == b),
        .. Pair("IpAddress", "NotIpAddress", ConditionFamily.Address, ConditionValue.IsInRange),
    ];

    private static IEnumerable<ConditionOperator> Pair(
        string name, string negated, ConditionFamily family, Func<string, string, bool> compare) =>
        [new(name, family, false, compare), new(negated, family, true, compare)];

    private static IEnumerable<ConditionOperator> Ordered<T>(string name, ConditionFamily family, TryRead<T> tryRead)
        where T : IComparable<T> =>
    [
        .. Pair(name + "Equals", name + "NotEquals", family, CompareBy(tryRead, order => order == 0)),
        new(name + "LessThan", family, false, CompareBy(tryRead, order => order < 0)),
        new(name + "LessThanEquals", family, false, CompareBy(tryRead, order => order <= 0)),
        new(name + "GreaterThan", family, false, CompareBy(tryRead, order => order > 0)),
        new(name + "GreaterThanEquals", family, false, CompareBy(tryRead, order => order >= 0)),
    ];

    private static Func<string, string, bool> CompareBy<T>(TryRead<T> tryRead, Func<int, bool> fits)
        where T : IComparable<T> =>
        (actual, value) => tryRead(actual, out var a) && tryRead(value, out var b) && fits(a.CompareTo(b));

    private delegate bool TryRead<T>(string text, out T value);
}
