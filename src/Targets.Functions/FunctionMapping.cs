using System.Diagnostics.CodeAnalysis;
using Sluice.Outbound;

namespace Sluice.Targets.Functions;

/// <summary>Functions, and the program that stands for them.</summary>
/// <param name="Pattern">
/// A function's name, such as <c>services/S/functions/F</c> or <c>functions/F</c>, whole with <c>acs:fc:…:</c> or without;
/// <c>*</c> stands for any characters. Without a qualifier it means the function with any.
/// </param>
/// <param name="Endpoint">Where the program listens; the call goes to <c>/invoke</c> below it.</param>
public sealed record FunctionMapping(string Pattern, Uri Endpoint)
{
    /// <summary>A mapping written as <c>PATTERN=URL</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FunctionMapping? mapping)
    {
        mapping = null;
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 }, _]
            || !Uri.TryCreate(parts[1], UriKind.Absolute, out var endpoint)
            || UrlRules.Problem(endpoint) is not null)
        {
            return false;
        }

        mapping = new(parts[0], endpoint);
        return true;
    }
}
