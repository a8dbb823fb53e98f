using Sluice.Storage;
using Sluice.Storage.Postgres;
using Sluice.Storage.Sqlite;

namespace Sluice.Bench.Storage;

/// <summary>The store that is measured: an SQLite file of its own, or a schema of its own in the PostgreSQL that is named.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Size">Bytes that it has on disk; null where other things lie there too.</param>
internal sealed record Opened(IStore Store, string Name, Func<long?> Size)
{
    private const string Variable = "SLUICE_STORE_POSTGRES";

    public static async Task<Opened> OpenAsync(string directory)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection)
        {
            var postgres = await PostgresStore.OpenAsync(
                new() { ConnectionString = $"{connection};Search Path=bench_{Guid.NewGuid():N}" }, CancellationToken.None);
            return new(postgres, postgres.Description, () => null);
        }

        var sqlite = await SqliteStore.OpenAsync(new() { Directory = directory }, CancellationToken.None);
        return new(
            sqlite, $"SQLite {SqliteStore.LibraryVersion}", () => new FileInfo(Path.Combine(directory, "sluice.db")).Length);
    }
}
