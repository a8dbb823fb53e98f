using System.Collections.Concurrent;

namespace Sluice.Sharing.Pots;

/// <summary>The shares of a pot by the name of whom they belong to; one that is new is made.</summary>
/// <remarks>For those who are few and known, as accounts are. Callers on any thread.</remarks>
/// <param name="alpha">Of each of them.</param>
public sealed class Shares(double alpha)
{
    private readonly ConcurrentDictionary<string, Share> _shares = new(StringComparer.Ordinal);

    /// <summary>All that there have been, in no order.</summary>
    public IEnumerable<Share> All => _shares.Values;

    public Share Of(string name) => _shares.GetOrAdd(name, static (added, alpha) => new Share(added, alpha), alpha);
}
