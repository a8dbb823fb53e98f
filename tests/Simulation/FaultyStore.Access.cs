using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken) =>
        inner.ReadAccessAsync(cancellationToken);

    public ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken) =>
        inner.ChangeAccessAsync(removed, put, cancellationToken);
}
