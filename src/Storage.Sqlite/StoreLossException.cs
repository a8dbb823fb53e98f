namespace Sluice.Storage.Sqlite;

/// <summary>The store holds less than it has acknowledged; the message says what is missing.</summary>
/// <param name="code">
/// What <see cref="SqliteStoreOptions.AcceptedLoss"/> must be to open it nevertheless, with what is left.
/// </param>
public sealed class StoreLossException(string message, string code) : StoreOpenException(message)
{
    public string Code => code;
}
