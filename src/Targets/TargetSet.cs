using System.Collections.Frozen;

namespace Sluice.Targets;

/// <summary>The targets that there are, found by their actions.</summary>
/// <remarks>It owns them: whoever disposes it disposes those that can be, the last one first.</remarks>
public sealed class TargetSet : IAsyncDisposable
{
    private readonly IReadOnlyList<ITaskTarget> _targets;
    private readonly FrozenDictionary<string, ITaskTarget> _byAction;
    private readonly FrozenDictionary<string, string> _entryOfAction;

    /// <exception cref="ArgumentException">Two targets serve the same action.</exception>
    public TargetSet(params IReadOnlyList<ITaskTarget> targets)
    {
        var served = targets.SelectMany(target => target.Actions, (target, action) => (target, action)).ToList();
        var twice = served.GroupBy(item => item.action, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"The action '{twice.Key}' is served by two targets.", nameof(targets));
        }

        _targets = targets;
        _byAction = served.ToFrozenDictionary(item => item.action, item => item.target, StringComparer.Ordinal);

        // What comes first under a name is what is asked under it.
        Entries = [.. targets.SelectMany(target => target.Entries).DistinctBy(entry => entry.Name, StringComparer.Ordinal)];
        _entryOfAction = _byAction.ToFrozenDictionary(
            item => item.Key, item => UsualEntry(item.Value, item.Key), StringComparer.Ordinal);
    }

    /// <summary>All actions that are served, in no certain order.</summary>
    public IReadOnlyCollection<string> Actions => _byAction.Keys;

    /// <summary>What stands behind all of them, no two of one name.</summary>
    public IReadOnlyList<TargetEntry> Entries { get; }

    /// <summary>The entry that a call belongs to, by its name; the action itself where nothing serves it.</summary>
    public string EntryOf(string action, CallPlace place) => place.Entry ?? _entryOfAction.GetValueOrDefault(action, action);

    /// <summary>The target that serves an action, compared ordinally; null when none does.</summary>
    public ITaskTarget? Find(string action) => _byAction.GetValueOrDefault(action);

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _targets.Reverse())
        {
            if (target is IAsyncDisposable patient)
            {
                await patient.DisposeAsync();
            }
            else
            {
                (target as IDisposable)?.Dispose();
            }
        }
    }

    private static string UsualEntry(ITaskTarget target, string action)
    {
        var its = target.Entries.Where(entry => entry.Actions.Contains(action)).Select(entry => entry.Name).ToList();
        return its.Contains(action) ? action : its.FirstOrDefault() ?? action;
    }
}
