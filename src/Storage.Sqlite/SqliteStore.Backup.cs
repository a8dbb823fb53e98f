using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <summary>Copies the database, as it stands at the end of the copying, while commits go on.</summary>
    /// <param name="directory">An existing directory, which then opens as a store of its own.</param>
    /// <remarks>
    /// Whatever was durable before the call is in the copy. The file gets its name when it is whole, examined, and
    /// written through.
    /// </remarks>
    /// <exception cref="StoreBackupException">It cannot be written there; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Also when the store is closed meanwhile.</exception>
    public Task BackUpAsync(string directory, CancellationToken cancellationToken) =>
        _backup.MakeAsync(directory, cancellationToken);

    /// <summary>Copies the database of a store that nobody has open. Changes nothing in it, also not its format.</summary>
    /// <param name="source">The store's data directory.</param>
    /// <param name="target">As for <see cref="BackUpAsync"/>.</param>
    /// <exception cref="StoreLossException">It holds less than it has acknowledged.</exception>
    /// <exception cref="StoreOpenException">There is no store that this release can read, or it is in use.</exception>
    /// <exception cref="StoreBackupException">As for <see cref="BackUpAsync"/>.</exception>
    public static Task BackUpStoppedAsync(string source, string target) => Task.Run(async () =>
    {
        if (!StoreDirectory.HoldsStore(source))
        {
            // Entering would make the directory.
            throw new StoreOpenException($"There is no store in '{source}'. Name its data directory.");
        }

        using var directory = StoreDirectory.Enter(source);
        using var connection = StoreFile.OpenUnchanged(directory);
        await BackupFile.MakeAsync(
            target,
            path =>
            {
                using var copy = connection.BeginCopy(BackupFile.Open(path));
                while (!copy.Step(OnlineBackup.PagesPerStep))
                {
                }

                return Task.CompletedTask;
            }).ConfigureAwait(false);
    });
}
