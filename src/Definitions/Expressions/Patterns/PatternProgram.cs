namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>A pattern as a machine: at each place of a text it is in some of its instructions.</summary>
internal sealed class PatternProgram
{
    private readonly List<Instruction> _written = [];

    public PatternProgram(PatternNode pattern)
    {
        _written.Add(new(Operation.Match));
        Start = Write(pattern, next: 0);
        Instructions = [.. _written];
    }

    public Instruction[] Instructions { get; }

    /// <summary>Where it begins.</summary>
    public int Start { get; }

    public int Length => Instructions.Length;

    /// <summary>Writes a part from its end to its beginning, so that what follows it is always known.</summary>
    /// <param name="next">The instruction that follows the part.</param>
    /// <returns>The instruction that the part begins with.</returns>
    private int Write(PatternNode node, int next) => node switch
    {
        CharacterNode character => Add(new(Operation.Take, next) { Character = character }),
        PlaceNode place => Add(new(Operation.Check, next) { Place = place.Place }),
        SequenceNode sequence => sequence.Parts.Reverse().Aggregate(next, (after, part) => Write(part, after)),
        ChoiceNode choice => choice.Options.SkipLast(1).Reverse().Aggregate(
            Write(choice.Options[^1], next),
            (others, option) => Add(new(Operation.Fork, Write(option, next), others))),
        RepetitionNode { Max: null } endless => WriteEndless(endless, next),
        RepetitionNode counted => WriteCounted(counted, counted.Max!.Value, next),
        _ => throw new System.Diagnostics.UnreachableException($"A node of kind {node.GetType().Name}."),
    };

    private int WriteEndless(RepetitionNode repetition, int next)
    {
        var loop = Add(new(Operation.Fork));
        var body = Write(repetition.Part, loop);
        _written[loop] = new(Operation.Fork, body, next);
        return repetition.Min == 0 ? loop : WriteCopies(repetition.Part, repetition.Min - 1, body);
    }

    private int WriteCounted(RepetitionNode repetition, int max, int next)
    {
        var start = next;
        for (var i = repetition.Min; i < max; i++)
        {
            start = Add(new(Operation.Fork, Write(repetition.Part, start), next));
        }

        return WriteCopies(repetition.Part, repetition.Min, start);
    }

    private int WriteCopies(PatternNode part, int count, int next)
    {
        for (var i = 0; i < count; i++)
        {
            next = Write(part, next);
        }

        return next;
    }

    private int Add(Instruction instruction)
    {
        _written.Add(instruction);
        return _written.Count - 1;
    }
}

/// <param name="Next">The instruction after it.</param>
/// <param name="Other">For <see cref="Operation.Fork"/>, the second one after it.</param>
internal readonly record struct Instruction(Operation Operation, int Next = 0, int Other = 0)
{
    /// <summary>For <see cref="Operation.Take"/>.</summary>
    public CharacterNode? Character { get; init; }

    /// <summary>For <see cref="Operation.Check"/>.</summary>
    public Place Place { get; init; }
}

internal enum Operation
{
    Match,
    Take,
    Check,
    Fork,
}
