using System.Globalization;
using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;

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
                return existing != data ? new("data", Verdict.Good, Texts.FormatDataAbsent(data))
                    : Holder(data) is { } process ? new("data", Verdict.Good, Texts.FormatDataHeld(data, process))
                    : new("data", Verdict.Good, Texts.FormatDataFree(data));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data", Verdict.Bad, Texts.FormatDataUnwritable(data, e.Message), Texts.DataNext);
        }
    }

    public static Finding Store(SluiceOptions options)
    {
        var file = Path.Combine(options.Data, "sluice.db");
        return options.Postgres is not null ? new("store", Verdict.Good, Texts.StorePostgres)
            : !File.Exists(file) ? new("store", Verdict.Good, Texts.StoreAbsent)
            : new("store", Verdict.Good, Texts.FormatStoreFile(file, Megabytes(new FileInfo(file).Length)));
    }

    public static Finding Disk(SluiceOptions options)
    {
        var least = options.Server.Health.LeastFreeBytes;
        var free = new DriveInfo(Nearest(Path.GetFullPath(options.Data))).AvailableFreeSpace;
        var sentence = Texts.FormatDiskFree(Megabytes(free));
        return free < least ? new("disk", Verdict.Bad, sentence, Texts.FormatDiskFull(Megabytes(least)))
            : free < Comfortable * least ? new("disk", Verdict.Doubtful, sentence, Texts.DiskLow)
            : new("disk", Verdict.Good, sentence);
    }

    /// <summary>The directory, or the nearest one around it that is there.</summary>
    private static string Nearest(string path) => Directory.Exists(path) ? path : Nearest(Path.GetDirectoryName(path) ?? path);

    private static string Megabytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture);
}
