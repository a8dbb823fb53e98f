using Sluice.Storage.Sqlite;

namespace Sluice.Simulation.Tests;

/// <summary>A data directory whose process dies now and then, with some of its last write on the disk.</summary>
internal sealed class SqliteDisk(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private string _directory = NewDirectory();
    private SqliteStore? _store;
    private long _answeredBytes;

    /// <summary>What the present process has open.</summary>
    public SqliteStore Store => _store ??= Open(_directory);

    /// <summary>Everything written so far was answered, and must be there for ever.</summary>
    public void NoteAnswered() => _answeredBytes = LogBytes(_directory);

    /// <summary>The process dies, and the log is cut somewhere behind the last answer: what a torn write leaves.</summary>
    /// <returns>The store as the next process finds it.</returns>
    public SqliteStore Recover()
    {
        var next = NewDirectory();
        File.Copy(Database(_directory), Database(next));
        if (File.Exists(Log(_directory)))
        {
            var log = File.ReadAllBytes(Log(_directory));
            var cut = _random.NextInt64(Math.Min(_answeredBytes, log.Length), log.Length + 1);
            File.WriteAllBytes(Log(next), log[..(int)cut]);
        }

        Dispose();
        (_directory, _store) = (next, null);
        return Store;
    }

    public void Dispose()
    {
        Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_directory, recursive: true);
    }

    private static SqliteStore Open(string directory) => SqliteStore
        .OpenAsync(new SqliteStoreOptions { Directory = directory, ShardCount = 4 }, CancellationToken.None)
        .GetAwaiter()
        .GetResult();

    private static long LogBytes(string directory) => File.Exists(Log(directory)) ? new FileInfo(Log(directory)).Length : 0;

    private static string NewDirectory() => Directory.CreateTempSubdirectory("sluice-").FullName;

    private static string Database(string directory) => Path.Combine(directory, "sluice.db");

    private static string Log(string directory) => Database(directory) + "-wal";
}
