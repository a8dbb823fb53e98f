namespace Sluice.Definitions.Expressions;

internal enum TokenKind
{
    Number,
    String,

    /// <summary>A word: a function, a member, <c>true</c>, <c>in</c>.</summary>
    Name,

    /// <summary>A word with <c>$</c> before it.</summary>
    Variable,
    Symbol,
    End,
}

/// <param name="Text">As written; of a string, what it means.</param>
/// <param name="Offset">From 0, into the expression.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset);
