using System.Text;

namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Looks whether a pattern matches anywhere in a text.</summary>
/// <remarks>
/// All ways to match are followed at once, character by character, and no instruction is followed twice at one
/// place. So the steps are bounded by the length of the text times the length of the program.
/// </remarks>
internal sealed class PatternSearch(PatternProgram program, string text)
{
    /// <summary>Steps are asked for in lots: asking costs more than a step.</summary>
    private const int Lot = 4_096;

    private readonly Instruction[] _program = program.Instructions;

    /// <summary>For each instruction, the place where it was followed last, counted from 1.</summary>
    private readonly int[] _followedAt = new int[program.Length];

    /// <summary>What is still to be followed; at one place each instruction adds at most two.</summary>
    private readonly int[] _open = new int[(2 * program.Length) + 1];

    /// <summary>What waits for a character at this place.</summary>
    private readonly int[] _waiting = new int[program.Length];

    private int _waitingCount;
    private int _place;
    private int _before = Places.Outside;
    private int _after;
    private bool _matches;
    private int _steps;

    /// <param name="spend">Asked for some thousand steps each time; when it says no, the search is given up.</param>
    /// <returns>Null when it was given up.</returns>
    public bool? Run(Func<long, bool> spend)
    {
        var arrived = new int[program.Length];
        for (var (at, arrivedCount) = (0, 0); ;)
        {
            _place++;
            _after = CodePointAt(at, out var length);
            FollowAll(arrived.AsSpan(0, arrivedCount));
            var isOver = _matches || _after == Places.Outside;
            if (isOver || _steps >= Lot)
            {
                if (!spend(_steps))
                {
                    return null;
                }

                _steps = 0;
            }

            if (isOver)
            {
                return _matches;
            }

            arrivedCount = Take(arrived);
            (_before, at) = (_after, at + length);
        }
    }

    /// <remarks>A match may begin at each place.</remarks>
    private void FollowAll(ReadOnlySpan<int> arrived)
    {
        _waitingCount = 0;
        Follow(program.Start);
        foreach (var instruction in arrived)
        {
            Follow(instruction);
        }
    }

    private void Follow(int start)
    {
        _open[0] = start;
        for (var count = 1; count > 0;)
        {
            var at = _open[--count];
            _steps++;
            if (_followedAt[at] != _place)
            {
                _followedAt[at] = _place;
                count = Visit(at, count);
            }
        }
    }

    /// <param name="count">How many are still to be followed.</param>
    /// <returns>The same, with those that this one leads to.</returns>
    private int Visit(int at, int count)
    {
        ref readonly var instruction = ref _program[at];
        switch (instruction.Operation)
        {
            case Operation.Match:
                _matches = true;
                return count;
            case Operation.Take:
                _steps += instruction.Character!.Cost;
                _waiting[_waitingCount++] = at;
                return count;
            case Operation.Check:
                if (instruction.Place.Holds(_before, _after))
                {
                    _open[count++] = instruction.Next;
                }

                return count;
            case Operation.Fork:
                _open[count++] = instruction.Other;
                _open[count++] = instruction.Next;
                return count;
            default:
                throw new System.Diagnostics.UnreachableException($"No operation {instruction.Operation}.");
        }
    }

    /// <returns>How many took the character here; where they go on is in <paramref name="arrived"/>.</returns>
    private int Take(int[] arrived)
    {
        var count = 0;
        foreach (var at in _waiting.AsSpan(0, _waitingCount))
        {
            ref readonly var instruction = ref _program[at];
            if (instruction.Character!.Accepts(_after))
            {
                arrived[count++] = instruction.Next;
            }
        }

        return count;
    }

    /// <remarks>Half of a surrogate pair counts as U+FFFD, a character.</remarks>
    private int CodePointAt(int at, out int length)
    {
        length = 1;
        if (at == text.Length)
        {
            return Places.Outside;
        }

        if (!char.IsSurrogate(text[at]))
        {
            return text[at];
        }

        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
        return rune.Value;
    }
}
