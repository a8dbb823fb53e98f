using Sluice.Simulation.Nodes;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>Dice that say what goes wrong among several engines on one store.</summary>
/// <param name="mostDelay">Once things may come so much later, all goes well.</param>
internal sealed class SharedDice(int seed, TimeSpan mostDelay)
{
    private static readonly Mishap[] Mishaps = [.. Enum.GetValues<Mishap>().Except([Mishap.None])];

    private static readonly CommitFate[] CommitFates =
        [CommitFate.Refused, CommitFate.WrittenUnknown, CommitFate.LostUnknown, CommitFate.WrittenThenCrash];

    private static readonly LinkFate[] LinkFates = [.. Enum.GetValues<LinkFate>().Except([LinkFate.Carried])];

    private readonly Random _random = new(seed);

    /// <summary>Otherwise all goes well.</summary>
    public bool AreThrown { get; set; }

    /// <summary>A world in which these dice are thrown.</summary>
    public SharedWorld World(int worldSeed, SharedCompilation compilation)
    {
        // Most of what can go wrong goes wrong around a commit; some worlds have all of it at once, and others far between.
        var once = _random.Next(4, 120);
        SharedWorld? world = null;
        return world = new SharedWorld(
            worldSeed,
            new Fates { Commit = _ => Throw(CommitFates, 25) },
            compilation,
            isCommitting => Throw(Mishaps, isCommitting ? once : once * 10),
            () => Throw(LinkFates, 8));

        // Once in so many throws one of these; else the first of all values, which is that all goes well.
        T Throw<T>(T[] fates, int oneIn)
            where T : struct =>
            AreThrown && world?.Delay < mostDelay && _random.Next(oneIn) == 0 ? fates[_random.Next(fates.Length)] : default;
    }
}
