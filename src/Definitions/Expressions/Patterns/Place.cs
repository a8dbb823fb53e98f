namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>A condition on the place between two characters.</summary>
internal enum Place
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordEdge,
    NoWordEdge,
}

internal static class Places
{
    /// <summary>Stands for the character before the first and for the one after the last.</summary>
    public const int Outside = -1;

    /// <param name="before">The code point before the place.</param>
    /// <param name="after">The code point after the place.</param>
    public static bool Holds(this Place place, int before, int after) => place switch
    {
        Place.TextStart => before == Outside,
        Place.TextEnd => after == Outside,
        Place.LineStart => before is Outside or '\n',
        Place.LineEnd => after is Outside or '\n',
        Place.WordEdge => IsWord(before) != IsWord(after),
        Place.NoWordEdge => IsWord(before) == IsWord(after),
        _ => throw new System.Diagnostics.UnreachableException($"No place {place}."),
    };

    private static bool IsWord(int c) => NamedSets.Word.Contains(c);
}
