using Sluice.Storage.Sqlite.Checking;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <summary>Looks at all of a store that nobody has open. Changes nothing in it, also not its format.</summary>
    /// <remarks>Damage, and the loss of what was acknowledged, is what it looks for, and no reason not to look.</remarks>
    /// <param name="source">The store's data directory, or a backup.</param>
    /// <exception cref="StoreOpenException">There is no store that this release can read, or it is in use.</exception>
    public static StoreCheckReport Check(string source, StoreCheck check)
    {
        if (!StoreDirectory.HoldsStore(source))
        {
            // Entering would make the directory.
            throw new StoreOpenException($"There is no store in '{source}'. Name its data directory.");
        }

        using var directory = StoreDirectory.Enter(source);
        return new StoreChecker(directory, check).Run();
    }
}
