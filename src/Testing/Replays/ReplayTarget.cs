using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model;
using Sluice.Testing.Recordings;

namespace Sluice.Testing.Replays;

/// <summary>The definition that recorded executions are led through. For several threads.</summary>
public sealed class ReplayTarget
{
    private readonly ConcurrentDictionary<(Flow Recorded, Limits Limits), Lazy<ReplayedFlow?>> _flows = new();
    private readonly IReadOnlyDictionary<string, string> _renamed;

    /// <param name="text">The definition.</param>
    /// <param name="renamed">New names of states by old ones.</param>
    public ReplayTarget(string text, IReadOnlyDictionary<string, string> renamed) => (Text, _renamed) = (text, renamed);

    public string Text { get; }

    /// <summary>The two definitions beside each other; null when they are not of one language.</summary>
    /// <exception cref="RefusedDefinitionException">The new one is not accepted, under the mode and limits of the record.</exception>
    internal ReplayedFlow? FlowFor(Recording recording) =>
        _flows.GetOrAdd((recording.Flow, recording.Limits), _ => new(() => Make(recording))).Value;

    private ReplayedFlow? Make(Recording recording)
    {
        var compiled = FlowCompiler.Compile(Text, recording.Execution.FlowName, recording.Execution.Mode, recording.Limits);
        if (!compiled.IsValid)
        {
            throw new RefusedDefinitionException(compiled.Diagnostics);
        }

        return compiled.Flow.Language == recording.Flow.Language
            ? new(
                recording,
                compiled.Flow,
                Text,
                FlowOutliner.Find(Text, recording.Execution.Mode, recording.Limits)!,
                _renamed)
            : null;
    }
}

/// <summary>A definition that was to be tried out is not accepted.</summary>
public sealed class RefusedDefinitionException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception($"The new definition is refused: {Sluice.Definitions.Diagnostics.Summary(diagnostics)}")
{
    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;
}
