namespace Sluice.Targets.Functions;

/// <summary>Finds the program that stands for a function.</summary>
internal sealed class FunctionMap(IReadOnlyList<FunctionMapping> mappings)
{
    /// <summary>Where to send the call; null when no mapping matches.</summary>
    public Uri? Find(FunctionName name)
    {
        var forms = name.Forms.ToList();
        var mapping = mappings.FirstOrDefault(mapping => forms.Exists(form => Matches(mapping.Pattern, form)));
        return mapping is null ? null : new Uri($"{mapping.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/invoke");
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
