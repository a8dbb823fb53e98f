using Sluice.Access.Words;

namespace Sluice.Access.Conditions;

/// <summary>What conditions can look at.</summary>
/// <remarks>
/// Some keys of the vendor's are absent from every request here, and are known so that policies can be brought along.
/// Source: protocol, section 12.3.
/// </remarks>
public static class ConditionKey
{
    private static readonly Dictionary<string, ConditionFamily> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acs:SourceIp"] = ConditionFamily.Address,
        ["acs:CurrentTime"] = ConditionFamily.Date,
        ["acs:SecureTransport"] = ConditionFamily.Boolean,
        ["acs:MFAPresent"] = ConditionFamily.Boolean,
        ["acs:Service"] = ConditionFamily.Text,
        ["sts:ExternalId"] = ConditionFamily.Text,
        ["acs:SourceVpc"] = ConditionFamily.Text,
        ["acs:SourceVpcIp"] = ConditionFamily.Address,
        ["acs:ResourceGroupId"] = ConditionFamily.Text,
    };

    /// <summary>Behind these a name of the user's own follows.</summary>
    private static readonly string[] Prefixes = ["acs:ResourceTag/", "acs:RequestTag/"];

    public static IEnumerable<string> Names => Known.Keys;

    /// <returns>What is wrong with a key that an operator is to look at, or null.</returns>
    internal static string? Problem(string key, ConditionOperator compared)
    {
        if (Array.Exists(Prefixes, prefix => IsBehind(prefix, key)))
        {
            return null;
        }

        return !Known.TryGetValue(key, out var family) ? Vocabulary.Unknown("key", key, Known.Keys)
            : family == compared.Family || IsTextOfBoolean(family, compared) ? null
            : $"{compared.Name} does not compare what {key} holds; use one of {Operators(family)}";
    }

    /// <returns>What is wrong with a value that the key is compared with, or null.</returns>
    internal static string? ValueProblem(string key, ConditionOperator compared, string value) =>
        Known.TryGetValue(key, out var family) && IsTextOfBoolean(family, compared) && value is not ("true" or "false")
            ? $"{Vocabulary.Quote(value)} is not true or false"
            : ConditionValue.Problem(compared.Family, value);

    // A boolean has just two texts, so they can be compared as such.
    private static bool IsTextOfBoolean(ConditionFamily held, ConditionOperator compared) =>
        held == ConditionFamily.Boolean && compared.Family == ConditionFamily.Text;

    private static bool IsBehind(string prefix, string key) =>
        key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static string Operators(ConditionFamily family) => string.Join(
        ", ", ConditionOperator.Names.Where(name => ConditionOperator.Find(name)!.Family == family).Order(StringComparer.Ordinal));
}
