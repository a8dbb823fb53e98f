using System.Diagnostics.CodeAnalysis;
using Sluice.Outbound;

namespace Sluice.Targets.Functions;

/// <summary>Functions, and what stands for them.</summary>
/// <param name="Pattern">
/// A function's name, such as <c>services/S/functions/F</c> or <c>functions/F</c>, whole with <c>acs:fc:…:</c> or without;
/// <c>*</c> stands for any characters. Without a qualifier it means the function with any.
/// </param>
public sealed record FunctionMapping(string Pattern, FunctionBackend Backend)
{
    /// <summary>A program that listens already.</summary>
    public FunctionMapping(string pattern, Uri endpoint)
        : this(pattern, new FunctionBackend.Runtime(endpoint))
    {
    }

    /// <summary>A mapping to a program that listens, written as <c>PATTERN=URL</c>.</summary>
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
