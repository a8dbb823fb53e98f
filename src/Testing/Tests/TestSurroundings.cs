using Sluice.Objects;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Testing.Tests;

/// <summary>What tests are lent by whoever runs them, who alone knows which stores and targets there are.</summary>
/// <param name="OpenStore">An empty store in memory with one shard, always of the same key.</param>
/// <param name="Twins">Read parameters as the real targets do.</param>
/// <param name="OpenEmbedded">Targets that work on objects in memory.</param>
public sealed record TestSurroundings(
    Func<IStore> OpenStore, IReadOnlyList<ITargetTwin> Twins, Func<IObjectStore, IReadOnlyList<ITaskTarget>> OpenEmbedded)
{
    /// <summary>Things that may happen in one test before it counts as endless.</summary>
    public int StepsAtMost { get; init; } = Worlds.FlowWorld.DefaultStepsAtMost;

    /// <inheritdoc cref="Worlds.WorldParts.Pause"/>
    public Action? Pause { get; init; }
}
