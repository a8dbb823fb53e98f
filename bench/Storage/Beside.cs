using System.Diagnostics;
using System.Globalization;
using Sluice.Storage;
using Sluice.Storage.Sqlite;

namespace Sluice.Bench.Storage;

/// <summary>What a server does now and then while it takes commits; here it does so all the time.</summary>
internal static class Beside
{
    /// <returns>What has been done, as a line to print.</returns>
    public static async Task<string> RunAsync(IStore store, string kind, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var (rounds, removed) = (0, 0L);
        try
        {
            for (; ; rounds++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                removed += kind == "purge"
                    ? await store.PurgeStoppedAsync(long.MaxValue, 1_000, cancellationToken)
                    : await BackUpAsync((SqliteStore)store, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            var seconds = watch.Elapsed.TotalSeconds;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"beside them {kind}: {rounds} rounds, {removed / seconds:n0} {(kind == "purge" ? "executions" : "MB")} a second");
        }
    }

    /// <returns>Megabytes copied.</returns>
    private static async Task<long> BackUpAsync(SqliteStore store, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("sluice-bench-backup-").FullName;
        try
        {
            await store.BackUpAsync(directory, cancellationToken);
            return new FileInfo(Path.Combine(directory, "sluice.db")).Length / 1_000_000;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
