using Sluice.Targets.Functions.Hosts;

namespace Sluice.Targets.Functions;

/// <summary>Finds what stands for a function.</summary>
/// <param name="hosts">By their patterns, in the order in which they are asked.</param>
internal sealed class FunctionMap(IReadOnlyList<(string Pattern, IFunctionHost Host)> hosts)
{
    /// <summary>What stands for the function; null when no pattern matches.</summary>
    public IFunctionHost? Find(FunctionName name) => FindEntry(name).Host;

    /// <summary>Where calls of the function go to; null when no pattern matches.</summary>
    public CallPlace? FindPlace(FunctionName name) =>
        FindEntry(name) is (var pattern, { } host) ? host.Place with { Entry = pattern } : null;

    private (string Pattern, IFunctionHost? Host) FindEntry(FunctionName name)
    {
        var forms = name.Forms.ToList();
        return hosts.FirstOrDefault(entry => forms.Exists(form => Matches(entry.Pattern, form)));
    }

    /// <summary>Whether a text is of a pattern; <c>*</c> stands for any characters, also none.</summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(text);
        }

        if (!text.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        // The earliest place for each piece between stars leaves the most for the pieces after it.
        text = text[star..];
        pattern = pattern[(star + 1)..];
        while ((star = pattern.IndexOf('*')) >= 0)
        {
            var place = text.IndexOf(pattern[..star], StringComparison.Ordinal);
            if (place < 0)
            {
                return false;
            }

            text = text[(place + star)..];
            pattern = pattern[(star + 1)..];
        }

        return text.EndsWith(pattern, StringComparison.Ordinal);
    }
}
