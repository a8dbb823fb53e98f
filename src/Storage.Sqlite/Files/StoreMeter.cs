using System.Diagnostics.Metrics;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>How large the store's files are: looked at when somebody collects it, and by nobody else.</summary>
internal sealed class StoreMeter : IDisposable
{
    private readonly Meter _meter = new("Sluice.Storage");

    public StoreMeter(string database) => _meter.CreateObservableUpDownCounter(
        "sluice.store.size",
        () => (Measurement<long>[])[Size("database", database), Size("log", database + "-wal")],
        "By",
        "Size of the store's files.");

    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Size(string kind, string path) =>
        new(new FileInfo(path) is { Exists: true } file ? file.Length : 0, new KeyValuePair<string, object?>("sluice.file", kind));
}
