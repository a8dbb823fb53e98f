using Sluice.Engine.Scheduling;

namespace Sluice.Testing.Worlds;

/// <summary>The engine's seeds, drawn from one: the same seed gives the same ids, tokens and nonces. Never for a server.</summary>
public sealed class RepeatableEntropy(Random random) : IEntropy
{
    /// <inheritdoc/>
    public UInt128 NextSeed() => new((ulong)random.NextInt64(), (ulong)random.NextInt64());
}
