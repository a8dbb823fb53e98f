namespace Sluice.Storage.Sqlite.Files;

/// <summary>The database file is not what was written, as far as every start needs it.</summary>
/// <param name="problem">What is wrong with it, without a full stop.</param>
internal sealed class DamagedFileException(string path, string problem, Exception? cause = null) : StoreOpenException(
    $"'{path}' is damaged: {problem}. Nothing was changed. Move the data directory away and put a backup in its "
    + "place; what is left can be looked at in a copy, with the sqlite3 tool.",
    cause)
{
    public string Problem => problem;
}
