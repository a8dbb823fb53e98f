using Sluice.Storage.Sqlite.Checking;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <summary>Looks at all of a store that nobody has open. Changes nothing in it, also not its format.</summary>
    /// <param name="source">The store's data directory, or a backup.</param>
    /// <exception cref="StoreOpenException">There is no store that this release can read, or it is in use.</exception>
    public static StoreCheckReport Check(string source, StoreCheck check)
    {
        var path = DataDirectory.DatabasePathIn(source);
        if (!File.Exists(path))
        {
            // Entering would make the directory.
            throw new StoreOpenException($"There is no store in '{source}'. Name its data directory.");
        }

        using var directory = DataDirectory.Enter(source);
        using var connection = StoreFile.OpenUnchanged(directory);
        return new StoreChecker(path, check).Run(connection, StoreFileCheck.Identify(connection, path));
    }
}
