using System.Globalization;
using Sluice.Cli.Configuration;

namespace Sluice.Cli.Diagnosis;

/// <summary>The data directory: whether it can be written, who has it, and how much room there is. Nothing in it is opened.</summary>
internal static class DataChecks
{
    private const int Comfortable = 10;

    /// <summary>The process that has a data directory; null when none has.</summary>
    public static string? Holder(string data)
    {
        try
        {
            var process = File.ReadAllText(Path.Combine(data, "sluice.pid")).Trim();
            return OperatingSystem.IsLinux() && !Directory.Exists($"/proc/{process}") ? null : process;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static Finding Place(SluiceOptions options)
    {
        var data = Path.GetFullPath(options.Data);
        var existing = Nearest(data);
        try
        {
            var probe = Path.Combine(existing, $".probe-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return existing != data ? new("data", Verdict.Good, $"{data} is not there yet; it is made at the first start.")
                    : Holder(data) is { } process ? new("data", Verdict.Good, $"{data} belongs to the server that runs, process {process}.")
                    : new("data", Verdict.Good, $"{data} can be written, and no server has it.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data", Verdict.Bad, $"{data} cannot be written: {e.Message}", "Name another directory with --data DIR, or give this user the right to write there.");
        }
    }

    public static Finding Store(SluiceOptions options)
    {
        var file = Path.Combine(options.Data, "sluice.db");
        return options.Postgres is not null ? new("store", Verdict.Good, "A PostgreSQL database, which the server connects to at its start.")
            : !File.Exists(file) ? new("store", Verdict.Good, "There is none yet; it is made at the first start.")
            : new("store", Verdict.Good, $"{file}, {Megabytes(new FileInfo(file).Length)} MiB. To read all of it, stop the server: sluice check-store");
    }

    public static Finding Disk(SluiceOptions options)
    {
        var least = options.Server.Health.LeastFreeBytes;
        var free = new DriveInfo(Nearest(Path.GetFullPath(options.Data))).AvailableFreeSpace;
        var sentence = $"{Megabytes(free)} MiB are free on the disk of the data directory.";
        return free < least ? new("disk", Verdict.Bad, sentence, $"Make room: below {Megabytes(least)} MiB (health.freeMegabytes) the server says that it is not ready.")
            : free < Comfortable * least ? new("disk", Verdict.Doubtful, sentence, "Make room, or keep executions for a shorter time: engine.retentionDays.")
            : new("disk", Verdict.Good, sentence);
    }

    /// <summary>The directory, or the nearest one around it that is there.</summary>
    private static string Nearest(string path) => Directory.Exists(path) ? path : Nearest(Path.GetDirectoryName(path) ?? path);

    private static string Megabytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture);
}
