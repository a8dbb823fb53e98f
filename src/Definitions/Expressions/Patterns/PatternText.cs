using System.Text;

namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Reads a pattern from left to right, character by character.</summary>
internal sealed class PatternText(string text)
{
    private const int End = -1;

    private readonly int[] _characters = [.. text.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>Counts characters, from 0.</summary>
    public int Offset { get; private set; }

    public bool IsAtEnd => Offset == _characters.Length;

    /// <summary>The code point here; -1 at the end.</summary>
    public int Current => Peek(0);

    public int Peek(int ahead) => Offset + ahead < _characters.Length ? _characters[Offset + ahead] : End;

    /// <summary>The code point here; moves past it.</summary>
    public int Take() => _characters[Offset++];

    /// <summary>Moves past the token if it stands here.</summary>
    /// <param name="token">In ASCII.</param>
    public bool TryTake(string token)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (Peek(i) != token[i])
            {
                return false;
            }
        }

        Offset += token.Length;
        return true;
    }

    /// <summary>What stands before the token; moves past both. Null, and nothing moved, when there is none.</summary>
    public string? TakeUntil(string token)
    {
        var start = Offset;
        while (!IsAtEnd)
        {
            var end = Offset;
            if (TryTake(token))
            {
                return Slice(start, end);
            }

            Offset++;
        }

        Offset = start;
        return null;
    }

    /// <summary>A decimal number without leading zeros; moves past it. Null, when there is none here.</summary>
    /// <returns>At most a million, for larger numbers too.</returns>
    public int? TakeNumber()
    {
        const int Most = 1_000_000;
        var number = 0;
        var start = Offset;
        while (Current is >= '0' and <= '9')
        {
            number = Math.Min(Most, (number * 10) + (Take() - '0'));
        }

        var isNumber = Offset > start && (Offset == start + 1 || _characters[start] != '0');
        return isNumber ? number : null;
    }

    /// <summary>Goes back to an earlier place.</summary>
    public void Return(int offset) => Offset = offset;

    /// <summary>The text from a place to here.</summary>
    public string Since(int start) => Slice(start, Offset);

    private string Slice(int start, int end) =>
        string.Concat(_characters[start..end].Select(c => new Rune(c).ToString()));
}
