using Sluice.Definitions;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;

namespace Sluice.Testing.Tests;

/// <summary>How a test went.</summary>
public enum TestVerdict
{
    Passed,

    /// <summary>Something was not as expected.</summary>
    Failed,

    /// <summary>It could not be run.</summary>
    Error,

    Skipped,
}

/// <summary>What came of a test.</summary>
/// <param name="Real">How long it took.</param>
/// <param name="Virtual">How long the execution took on its own clock.</param>
public sealed record TestResult(FlowTest Test, TestVerdict Verdict, TimeSpan Real, TimeSpan Virtual)
{
    public IReadOnlyList<Unmet> Unmet { get; init; } = [];

    /// <summary>Answers that were never used.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>The steps of the flow's own scope, with the virtual time at which they were entered.</summary>
    public string Ran { get; init; } = "";

    /// <summary>Why it could not be run, or why it was left out; null otherwise.</summary>
    public string? Reason { get; init; }
}

/// <summary>What came of a file.</summary>
/// <param name="File">Null when it could not be read; the problems say why.</param>
public sealed record FileResult(string Path, TestFile? File, IReadOnlyList<Diagnostic> Problems, IReadOnlyList<TestResult> Tests);
