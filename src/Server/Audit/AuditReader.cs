using System.Text.Json;

namespace Sluice.Server.Audit;

/// <summary>Finds records in the files.</summary>
public static class AuditReader
{
    /// <summary>What one page reads at the most, so that a rare record costs several pages and no long wait.</summary>
    private const long PageBytes = 16 << 20;

    /// <summary>A page of what fits, newest first.</summary>
    /// <param name="before">Where the last page ended; null for the newest.</param>
    /// <param name="limit">1 or more. A page may hold fewer, even none, and still not be the last one.</param>
    internal static AuditPage ReadPage(
        string directory, AuditFilter filter, AuditPlace? before, int limit, CancellationToken cancellationToken)
    {
        var (found, left) = (new List<AuditRecord>(), PageBytes);
        foreach (var path in FilesOf(directory, filter, before))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            using var lines = new LinesBackwards(path, name == before?.File ? before.Offset : long.MaxValue);
            while (lines.TryRead(out var line, out var offset))
            {
                left -= line.Length;
                if (Parse(line) is { } record && filter.Matches(record))
                {
                    found.Add(record);
                }

                if (found.Count == limit || left <= 0)
                {
                    return new(found, new AuditPlace(name, offset));
                }
            }
        }

        return new(found, Next: null);
    }

    /// <summary>All that fits, oldest first, as the lines that they are.</summary>
    public static IEnumerable<string> ReadLines(string directory, AuditFilter filter) =>
        FilesOf(directory, filter, before: null).Reverse()
            .SelectMany(File.ReadLines)
            .Where(line => Parse(System.Text.Encoding.UTF8.GetBytes(line)) is { } record && filter.Matches(record));

    /// <summary>Newest first, without those whose day does not fit.</summary>
    private static IEnumerable<string> FilesOf(string directory, AuditFilter filter, AuditPlace? before) =>
        AuditFiles.List(directory).AsEnumerable().Reverse()
            .Where(path => before is null || string.CompareOrdinal(Path.GetFileName(path), before.File) <= 0)
            .SkipWhile(path => filter.To is { } to && AuditFiles.DayOf(path) > DayOf(to))

            // A file goes on until the next one begins, so one from the day before may still fit.
            .TakeWhile(path => filter.From is not { } from || AuditFiles.DayOf(path).AddDays(1) >= DayOf(from));

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    /// <returns>Null for a line that a crash has cut off.</returns>
    private static AuditRecord? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonSerializer.Deserialize(line, AuditShapes.Default.AuditRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Next">Where the next page goes on; null when there is none.</param>
internal sealed record AuditPage(IReadOnlyList<AuditRecord> Records, AuditPlace? Next);

/// <summary>Everything before this byte of this file, and the files before it.</summary>
/// <remarks>Where lines of the file have gone meanwhile, some are shown a second time; none is passed over.</remarks>
internal sealed record AuditPlace(string File, long Offset);
