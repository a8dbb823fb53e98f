using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Testing.Files;
using Sluice.Testing.Recordings;

namespace Sluice.Testing.Replays;

/// <summary>A recorded definition and the one in its place: what is called otherwise, what is gone, what is where.</summary>
internal sealed class ReplayedFlow
{
    private readonly WrittenStates _old;
    private readonly WrittenStates _now;
    private readonly ConcurrentDictionary<(int, int), bool> _same = new();

    /// <param name="asked">Renames that somebody knows of: new names by old ones.</param>
    public ReplayedFlow(Recording recording, Flow flow, string text, FlowOutline outline, IReadOnlyDictionary<string, string> asked)
    {
        (Flow, Outline) = (flow, outline);
        _old = new(recording.Flow, recording.Text, recording.Limits);
        _now = new(flow, text, recording.Limits);
        Guessed = Renames.Guess(_old, _now).Where(pair => !asked.ContainsKey(pair.Key)).ToDictionary();
        NewNames = asked.Concat(Guessed).ToDictionary(StringComparer.Ordinal);
        OldNames = NewNames.GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.First().Key, StringComparer.Ordinal);
    }

    /// <summary>The new one.</summary>
    public Flow Flow { get; }

    /// <summary>Of the new one.</summary>
    public FlowOutline Outline { get; }

    /// <summary>Renames that nobody has told of.</summary>
    public IReadOnlyDictionary<string, string> Guessed { get; }

    public IReadOnlyDictionary<string, string> NewNames { get; }

    public IReadOnlyDictionary<string, string> OldNames { get; }

    public FlowIndex Index => _now.Index;

    /// <summary>The scope that is in the place of a recorded one: the flow's own, or that of a distributed Map's children.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int ScopeOf(int recorded) =>
        _old.Index.OwnerOf(recorded) is not { } owner ? Flow.Root.Id
        : _now.Find(_old.Index.PathOf(owner.Id)) is DistributedMapState map ? map.Processor
        : throw new InvalidDataException($"The new definition has no distributed Map '{owner.Name}'.");

    /// <summary>Whether the recorded definition has a state of this path.</summary>
    public bool HasOld(string path) => _old.Find(path) is not null;

    /// <summary>Whether a recorded state has no counterpart any more.</summary>
    public bool IsGone(string path) => _now.Find(string.Join('/', path.Split('/').Select(name => NewNames.GetValueOrDefault(name, name)))) is null;

    /// <summary>Whether each of both definitions has one state of this name.</summary>
    public bool IsNamedOnce(string old, string now) =>
        _old.Index.Flow.States.Count(state => state.Name == old) == 1 && _now.Index.Flow.States.Count(state => state.Name == now) == 1;

    /// <summary>Whether two states are written alike, all that lies in them included.</summary>
    public bool AreSame(State old, State now) => _same.GetOrAdd((old.Id, now.Id), _ =>
        _old.Find(old) is { } before && before.Equals(_now.Find(now)));
}
