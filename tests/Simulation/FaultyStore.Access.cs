using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken) =>
        Read(inner.ReadAccessAsync(cancellationToken));

    public ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken) =>
        Read(inner.ChangeAccessAsync(removed, put, cancellationToken));
}
