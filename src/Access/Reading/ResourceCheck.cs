using Sluice.Access.Words;

namespace Sluice.Access.Reading;

/// <summary>Whether a pattern of resources can be about anything.</summary>
/// <remarks>It is right when some name of a resource fits it: half a name fits none, and neither does a slip.</remarks>
internal static class ResourceCheck
{
    private const string Form = "'acs:<service>:<region>:<account>:<what>', such as 'acs:fnf:*:*:flow/orders'";

    /// <summary>What the services that are decided here have, in the form of patterns.</summary>
    private static readonly Dictionary<string, string[]> Things = new(StringComparer.Ordinal)
    {
        ["fnf"] = ["flow/?*", "flows/?*"],
        ["sluice"] = ["user/?*", "role/?*"],
        ["ram"] = ["role/?*", "user/?*", "group/?*", "policy/?*", "mfa/?*", "root"],
    };

    /// <returns>What is wrong with it, or null.</returns>
    public static string? Problem(string text)
    {
        if (text == "*")
        {
            return null;
        }

        var parts = text.Split(':', ResourcePattern.Parts);
        if (parts[0] != "acs" || parts.Length < 2)
        {
            return $"it must be '*' or of the form {Form}, not {Vocabulary.Quote(text)}";
        }

        var meant = Vocabulary.Services.Where(service => Wildcards.Intersect(parts[1], service)).ToList();
        return meant.Count == 0 && !parts[1].Contains('*')
            ? $"{Vocabulary.Quote(text)}: {Vocabulary.Unknown("service", parts[1], Vocabulary.Services)}"
            : Whole(parts) ?? (Vocabulary.Services.Any(service => FitsThingOf(service, parts)) ? null : Thing(text, parts));
    }

    /// <remarks>A star may stand for several parts, so only what has none can be too short.</remarks>
    private static string? Whole(string[] parts)
    {
        var text = string.Join(':', parts);
        return parts.Length < ResourcePattern.Parts
            ? text.Contains('*') ? null : $"{Vocabulary.Quote(text)} is not a whole name; it must be of the form {Form}"
            : parts[ResourcePattern.Account].All(letter => char.IsAsciiDigit(letter) || letter is '*' or '?')
                ? null
                : $"{Vocabulary.Quote(text)}: the account must be a number, empty, or have wildcards";
    }

    private static bool FitsThingOf(string service, string[] parts) =>
        Things.GetValueOrDefault(service, ["?*"]).Any(thing => parts.Length == ResourcePattern.Parts
            ? Wildcards.Intersect(parts[1], service) && Wildcards.Intersect(parts[^1], thing)
            : Wildcards.Intersect(string.Join(':', parts), $"acs:{service}:*:*:{thing}"));

    private static string Thing(string text, string[] parts) =>
        Things.TryGetValue(parts[1], out var things)
            ? $"{Vocabulary.Quote(text)} names nothing that '{parts[1]}' has; it has "
                + string.Join(", ", things.Select(thing => $"'{thing.TrimEnd('?', '*')}'"))
            : $"{Vocabulary.Quote(text)} names nothing; it must be of the form {Form}";
}
