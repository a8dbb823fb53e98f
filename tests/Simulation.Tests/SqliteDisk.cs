using Sluice.Storage.Sqlite;

namespace Sluice.Simulation.Tests;

/// <summary>A data directory whose process dies now and then, with some of its last write on the disk.</summary>
internal sealed class SqliteDisk(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private string _directory = NewDirectory();
    private SqliteStore? _store;
    private long _answeredBytes;
    private byte[] _answeredMark = [];

    /// <summary>What the present process has open.</summary>
    public SqliteStore Store
    {
        get
        {
            if (_store is null)
            {
                _store = Open(_directory);
                NoteAnswered();
            }

            return _store;
        }
    }

    /// <summary>Everything written so far was answered, and must be there for ever.</summary>
    public void NoteAnswered()
    {
        if (_store is not null)
        {
            (_answeredBytes, _answeredMark) = (LogBytes(_directory), File.ReadAllBytes(Mark(_directory)));
        }
    }

    /// <summary>The power fails: the log is cut somewhere behind the last answer, the mark is as old as that.</summary>
    /// <returns>The store as the next process finds it.</returns>
    public SqliteStore Recover()
    {
        var next = NewDirectory();
        File.Copy(Database(_directory), Database(next));
        File.WriteAllBytes(Mark(next), _answeredMark);
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

    private static string Mark(string directory) => Path.Combine(directory, "sluice.mark");

    private static string Log(string directory) => Database(directory) + "-wal";
}
