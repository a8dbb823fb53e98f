using System.Text.RegularExpressions;

namespace Sluice.Events;

/// <summary>What buses, rules and sinks can be called.</summary>
public static partial class BusName
{
    public const string Rule = "a name is letters, digits, '.', '_' and '-', begins with a letter or a digit, and has at most 127 characters";

    public static bool IsName(string text) => Shape().IsMatch(text);

    /// <exception cref="EventException"><c>InvalidArgument</c>.</exception>
    public static string Check(string field, string text) =>
        IsName(text) ? text : throw EventException.InvalidArgument(field, Rule);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,126}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
