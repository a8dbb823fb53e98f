using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Model;

namespace Sluice.Identity.Accounts;

/// <summary>What users and roles may be called, and how long a role may be taken on.</summary>
/// <remarks>Source: protocol, section 10.1, for the seconds; the names are our own rule.</remarks>
public static partial class AccessNames
{
    public const int UsualSessionSeconds = 3600;

    private const int LeastSessionSeconds = 900;
    private const int MostSessionSeconds = 43_200;

    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public static string Check(string parameter, string name) => Shape().IsMatch(name)
        ? name
        : throw ApiException.InvalidArgument(
            parameter, $"'{Excerpt.Of(name)}' is not a name; use 1 to 64 letters, digits, '.', '_' and '-'");

    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public static int SessionSeconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= LeastSessionSeconds and <= MostSessionSeconds
            ? seconds
            : throw ApiException.InvalidArgument(
                "MaxSessionSeconds",
                $"'{Excerpt.Of(text)}' is not a whole number from {LeastSessionSeconds} to {MostSessionSeconds}");

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
