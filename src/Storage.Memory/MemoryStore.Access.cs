namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadAccess(), cancellationToken);

    public ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken) =>
        WriteAsync(data => data.ChangeAccess(removed, put), cancellationToken);
}
