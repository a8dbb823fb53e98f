using System.Text.RegularExpressions;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Cli.Configuration;

/// <summary>Environment variables that look like settings and are none.</summary>
/// <remarks>They are left alone: an environment may be shared with something else. But a slip of the pen would
/// otherwise have no effect and no word.</remarks>
internal static partial class UnknownVariables
{
    private const string Prefix = "SLUICE_";

    /// <summary>Where verbs find a server; the server itself has no use for it.</summary>
    public const string Remote = "SLUICE_ENDPOINT";

    private static readonly string[] Known = [ConfigurationFile.Variable, Remote, .. Settings.All.Select(setting => setting.Variable)];

    /// <returns>A sentence for each.</returns>
    /// <param name="environment">All variables.</param>
    /// <param name="values">Says which are asked for as secrets.</param>
    public static IReadOnlyList<string> In(IEnumerable<KeyValuePair<string, string>> environment, SettingValues values) =>
    [
        .. environment
            .Where(variable => IsUnknown(variable.Key) && !IsOfKubernetes(variable.Key, variable.Value)
                && !values.AsksFor(variable.Key))
            .Select(variable => variable.Key)
            .Order(StringComparer.Ordinal)
            .Select(Sentence),
    ];

    private static bool IsUnknown(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Known.Contains(name);

    /// <summary>There, a service called 'sluice' leaves such variables in every container of its namespace.</summary>
    private static bool IsOfKubernetes(string name, string value) =>
        name.StartsWith("SLUICE_SERVICE_", StringComparison.Ordinal) || PortOfService().IsMatch(name + "=" + value);

    private static string Sentence(string name) =>
        Suggestion.Nearest(name, Known) is { } nearest
            ? SettingTexts.FormatUnknownVariableNear(Excerpt.Of(name), nearest)
            : SettingTexts.FormatUnknownVariable(Excerpt.Of(name));

    [GeneratedRegex(
        @"\ASLUICE_PORT(=(tcp|udp|sctp)://|_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=)", RegexOptions.CultureInvariant)]
    private static partial Regex PortOfService();
}
