using Sluice.Definitions.Syntax;

namespace Sluice.Testing.Explorations;

/// <summary>How far an exploration goes, and what it is told of the flow.</summary>
public sealed record ExploreOptions
{
    /// <summary>Things that go another way in one run, at the most.</summary>
    public int Faults { get; init; } = 2;

    /// <summary>Values of answers that are other ones in one run, at the most, so that a condition goes another way.</summary>
    public int Variants { get; init; } = 1;

    /// <summary>Runs at the most.</summary>
    public int Runs { get; init; } = 10_000;

    /// <summary>How long it may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>In which order runs are made of a number of faults that not all can be made of.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much one run may compute, in the interpreter's units of work; one that takes more is given up.</summary>
    public long WorkAtMost { get; init; } = long.MaxValue;

    /// <summary>Findings that are none, by kind and state; states by path or name.</summary>
    public IReadOnlyCollection<(FindingKind Kind, string State)> Allowed { get; init; } = [];

    /// <summary>What undoes what, by names of states: when the first has succeeded and the execution has not, one of the second must have.</summary>
    public IReadOnlyList<(string Done, IReadOnlyList<string> Undone)> Compensations { get; init; } = [];

    /// <summary>States whose call must not be made again when it may have happened.</summary>
    public IReadOnlyList<string> Once { get; init; } = [];

    /// <summary>What holds of every run; see <see cref="Expectations.Statement"/>.</summary>
    public IReadOnlyList<MappingNode> Statements { get; init; } = [];

    /// <summary>With what a file of tests says.</summary>
    public ExploreOptions With(Files.ExploreSection section) => this with
    {
        Allowed = [.. Allowed, .. section.Allow.Select(allowed => (Enum.Parse<FindingKind>(allowed.Kind, ignoreCase: true), allowed.State))],
        Compensations = [.. Compensations, .. section.Compensates],
        Once = [.. Once, .. section.Once],
        Statements = [.. Statements, .. section.Expect],
    };
}
