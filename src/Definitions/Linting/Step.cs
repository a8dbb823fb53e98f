using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Linting;

/// <summary>A state as the search for loops sees it: one node in the graph of its scope.</summary>
/// <param name="Fields">For warnings, and their place.</param>
internal sealed record Step(string Name, Fields Fields)
{
    /// <summary>Places in the scope of what may follow; the next round of a loop among them.</summary>
    public List<int> Next { get; } = [];

    /// <summary>Places in the scope of what follows an error, and where the definition says so.</summary>
    public List<(int Target, SourcePosition Position)> Caught { get; } = [];

    /// <summary>The scope may end here.</summary>
    public bool MayEnd { get; set; }

    public bool IsChoice { get; init; }

    public bool IsTask { get; init; }

    /// <summary>It waits, or calls something, or holds a state that does.</summary>
    public bool Pauses { get; init; }

    /// <summary>What comes out is not just what came in, so that a condition may have another answer next time.</summary>
    public bool Changes { get; init; }

    public IEnumerable<int> All => Next.Concat(Caught.Select(rule => rule.Target));
}
