namespace Sluice.Storage.Sqlite.Tests;

/// <summary>A directory that goes away with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sluice-").FullName;

    public string Database => System.IO.Path.Combine(Path, "sluice.db");

    public string Log => Database + "-wal";

    public string Mark => System.IO.Path.Combine(Path, "sluice.mark");

    public SqliteStoreOptions Options => new() { Directory = Path, ShardCount = 4 };

    public Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(Options, CancellationToken.None);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
