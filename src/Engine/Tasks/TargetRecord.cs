using System.Collections.Concurrent;

namespace Sluice.Engine.Tasks;

/// <summary>How calls of one account to one entry have gone lately, together and by where they went.</summary>
/// <param name="noAnswer">Codes of failures that say that nobody answered.</param>
internal sealed class TargetRecord(IReadOnlyCollection<string> noAnswer, TimeProvider time)
{
    /// <summary>Places that are kept: hosts, buckets.</summary>
    public const int MostPlaces = 64;

    private readonly ConcurrentDictionary<string, CallTally> _places = new(StringComparer.Ordinal);
    private readonly Lock _making = new();

    public CallTally All { get; } = new(noAnswer, time);

    /// <summary>No call is out.</summary>
    public bool IsIdle => All.Out == 0;

    /// <summary>When a call last began or ended.</summary>
    public long LastUse => All.LastUse;

    public IEnumerable<KeyValuePair<string, CallTally>> Places => _places;

    public BegunCall Begin(string place)
    {
        All.Began();
        var there = _places.TryGetValue(place, out var known) ? known : TryMake(place);
        there?.Began();
        return new(All, there);
    }

    /// <returns>Null when there are too many that have calls out.</returns>
    private CallTally? TryMake(string place)
    {
        lock (_making)
        {
            if (_places.Count >= MostPlaces)
            {
                var idle = _places.Where(item => item.Value.Out == 0).OrderBy(item => item.Value.LastUse).Take(MostPlaces / 8).ToList();
                if (idle.Count == 0)
                {
                    return null;
                }

                idle.ForEach(item => _places.TryRemove(item));
            }

            return _places.GetOrAdd(place, _ => new CallTally(noAnswer, time));
        }
    }
}
