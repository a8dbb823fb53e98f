using System.Text.RegularExpressions;

namespace Sluice.Model.Names;

/// <summary>The number of an account: everything belongs to one, and none sees what belongs to another.</summary>
/// <remarks>4 to 20 decimal digits, the first of them not 0; real ones have 16. Our own rule.</remarks>
public readonly partial record struct AccountId
{
    private AccountId(string value) => Value = value;

    /// <summary>The account of a server that knows no others, and of what was stored before there were accounts.</summary>
    /// <remarks>Stored, also by the migration of older files; never change it.</remarks>
    public static AccountId Default { get; } = new("1000000000000000");

    public string Value { get; }

    /// <exception cref="ApiException"><c>InvalidArgument</c> when the text is not such a number.</exception>
    public static AccountId Parse(string parameter, string text) => Shape().IsMatch(text)
        ? new(text)
        : throw ApiException.InvalidArgument(
            parameter, $"'{Excerpt.Of(text)}' is not an account; use 4 to 20 digits that do not begin with 0");

    /// <summary>One that was checked before it was stored.</summary>
    public static AccountId FromStored(string text) => new(text);

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[1-9][0-9]{3,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
