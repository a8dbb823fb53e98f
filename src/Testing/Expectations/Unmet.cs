using Sluice.Definitions;

namespace Sluice.Testing.Expectations;

/// <summary>An expectation that does not hold.</summary>
/// <param name="What">Which one: a key of <c>expect</c>, or <c>answer</c> for a call without one.</param>
/// <param name="State">Path of the state that it is about; null for none.</param>
/// <param name="At">Where it is written in the test file.</param>
public sealed record Unmet(string What, string? State, string Expected, string Got, SourcePosition At)
{
    /// <summary>What to do, in a sentence; null where nothing is known.</summary>
    public Hint? Hint { get; init; }

    /// <summary>What had gone another way, as sentences.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];
}

/// <summary>What to do, and where.</summary>
/// <param name="File">The one that <paramref name="At"/> is in.</param>
public sealed record Hint(string Text, string File, SourcePosition At);
