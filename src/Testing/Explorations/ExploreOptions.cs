namespace Sluice.Testing.Explorations;

/// <summary>How far an exploration goes, and what it is told of the flow.</summary>
public sealed record ExploreOptions
{
    /// <summary>Things that go another way in one run, at the most.</summary>
    public int Faults { get; init; } = 2;

    /// <summary>Runs at the most.</summary>
    public int Runs { get; init; } = 10_000;

    /// <summary>States that may fail the execution: by path or name.</summary>
    public IReadOnlyCollection<string> Allowed { get; init; } = [];

    /// <summary>What undoes what, by names of states: when the first has succeeded and the execution has not, the second must have.</summary>
    public IReadOnlyList<(string Done, string Undone)> Compensations { get; init; } = [];
}
