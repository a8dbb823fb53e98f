using Sluice.Access.Words;

namespace Sluice.Access.Reading;

/// <summary>Whether an entry of a trust policy can be anybody.</summary>
internal static class PrincipalCheck
{
    private const string Ram = "acs:ram::";
    private const string ServiceEnd = ".aliyuncs.com";

    private static readonly string[] Those = ["root", "user/?*", "role/?*"];

    /// <returns>What is wrong with it, or null.</returns>
    public static string? Problem(string kind, string name) => kind switch
    {
        _ when name.Length == 0 => "it is empty",
        "RAM" => IsRam(name)
            ? null
            : "it must be '*' or 'acs:ram::<account>:root', '…:user/<name>' or '…:role/<name>', not "
                + Vocabulary.Quote(name),
        "Service" => ServiceProblem(name),
        _ => null,
    };

    private static bool IsRam(string name)
    {
        if (name == "*" || (name.Contains('*') && name.Split(':').Length < ResourcePattern.Parts))
        {
            return name == "*" || Those.Any(one => Wildcards.Intersect(name, $"{Ram}?*:{one}"));
        }

        var parts = name.Split(':', ResourcePattern.Parts);
        return parts.Length == ResourcePattern.Parts
            && parts[ResourcePattern.Account].All(letter => char.IsAsciiDigit(letter) || letter is '*' or '?')
            && Those.Any(one => Wildcards.Intersect(name, $"{Ram}?*:{one}"));
    }

    private static string? ServiceProblem(string name)
    {
        if (!name.EndsWith(ServiceEnd, StringComparison.Ordinal))
        {
            return name == "*" ? null : $"it must be a service such as 'fnf.aliyuncs.com', not {Vocabulary.Quote(name)}";
        }

        var code = name[..^ServiceEnd.Length];
        return Vocabulary.Services.Any(known => Wildcards.Match(code, known, ignoreCase: false))
            ? null
            : $"{Vocabulary.Quote(name)}: {Vocabulary.Unknown("service", code, Vocabulary.Services)}";
    }
}
