namespace Sluice.Cli.Tests;

/// <summary>What <c>sluice test</c> was asked for.</summary>
/// <param name="Paths">Files and directories; at least one.</param>
internal sealed record TestOrder(IReadOnlyList<string> Paths)
{
    public string? Tag { get; init; }

    public bool IsJson { get; init; }

    /// <summary>The file for JUnit XML; null for none.</summary>
    public string? JUnit { get; init; }

    public bool ShowsCoverage { get; init; }

    /// <summary>In percent of each flow's edges; null for any.</summary>
    public double? CoverAtLeast { get; init; }

    public int AtOnce { get; init; } = 1;
}
