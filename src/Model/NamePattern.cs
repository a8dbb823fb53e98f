namespace Sluice.Model;

/// <summary>Patterns that settings name things by: <c>*</c> stands for any characters, also none.</summary>
public static class NamePattern
{
    /// <summary>Whether the whole text is of the pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
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
