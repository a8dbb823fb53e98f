namespace Sluice.Storage;

/// <summary>Users, roles and access keys, as documents that the store does not look into.</summary>
/// <remarks>Few and seldom written: whoever asks keeps them in memory. Secrets in them come sealed.</remarks>
public interface IAccessStore
{
    /// <summary>All rows, by kind, account and name.</summary>
    ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken);

    /// <summary>Durable on return, whole or not at all; fails as the writes of <see cref="ICatalogStore"/>.</summary>
    /// <param name="removed">Go first; what is not there is passed over.</param>
    /// <param name="put">Added, or in place of the row with the same key.</param>
    /// <returns>How many rows were removed.</returns>
    ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken);
}

/// <summary>What a row is about.</summary>
public enum AccessRowKind
{
    User = 1,
    Role = 2,
    Key = 3,
}

/// <param name="Name">Of the user or role, or the id of the key.</param>
public readonly record struct AccessRowKey(AccessRowKind Kind, string Account, string Name);

/// <param name="Body">In a form of the server's own.</param>
public sealed record AccessRow(AccessRowKey Key, byte[] Body);
