namespace Sluice.Model;

/// <summary>A caller's text as it may stand in a sentence of an answer or in the log.</summary>
public static class Excerpt
{
    private const int Longest = 140;

    /// <summary>The text, or its beginning when it is long: an error must not be larger than the request was
    /// wrong.</summary>
    public static string Of(string text) => text.Length <= Longest ? text : text[..End(text)] + "…";

    // A pair of surrogates stays whole.
    private static int End(string text) => char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
}
