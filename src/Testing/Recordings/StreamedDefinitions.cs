using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Testing.Recordings;

/// <summary>The definitions that a stream has brought, each compiled once when it is wanted. For several threads.</summary>
internal sealed class StreamedDefinitions
{
    private readonly ConcurrentDictionary<long, (ExecutionMode Mode, string Flow, string RoleArn, string Text)> _texts = new();
    private readonly ConcurrentDictionary<(long Revision, Limits Limits), Lazy<CompiledDefinition>> _compiled = new();

    public int Count => _texts.Count;

    /// <summary>In characters.</summary>
    public long Length { get; private set; }

    public void Add(long revision, string flow, ExecutionMode mode, string roleArn, string text)
    {
        if (_texts.TryAdd(revision, (mode, flow, roleArn, text)))
        {
            Length += text.Length;
        }
    }

    /// <exception cref="InvalidDataException">It is not in the stream, or this release does not accept it.</exception>
    public CompiledDefinition Get(long revision, Limits limits) =>
        _compiled.GetOrAdd((revision, limits), key => new(() => Compile(key.Revision, key.Limits))).Value;

    private CompiledDefinition Compile(long revision, Limits limits)
    {
        if (!_texts.TryGetValue(revision, out var known))
        {
            throw new InvalidDataException($"Revision {revision}, which it ran, is not recorded.");
        }

        var compiled = FlowCompiler.Compile(known.Text, known.Flow, known.Mode, limits);
        return compiled.IsValid
            ? new(compiled.Flow, known.Mode, known.RoleArn, known.Text)
            : throw new InvalidDataException(
                $"Revision {revision} is not accepted by this release: {Diagnostics.Summary(compiled.Diagnostics)}");
    }
}

/// <summary>A definition that was recorded.</summary>
internal sealed record CompiledDefinition(Flow Flow, ExecutionMode Mode, string RoleArn, string Text)
{
    public RecordedRevision AsRevision() => new(Flow, RoleArn);
}
