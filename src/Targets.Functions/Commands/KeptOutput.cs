namespace Sluice.Targets.Functions.Commands;

/// <summary>Reads what a program writes: the start of it, or its end.</summary>
internal static class KeptOutput
{
    /// <summary>All of it, or one byte more than the most: then it is too much.</summary>
    public static async Task<byte[]> ReadStartAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while (kept.Length <= most && (count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept.Write(buffer, 0, (int)Math.Min(count, most + 1 - kept.Length));
        }

        return kept.ToArray();
    }

    /// <summary>Reads to the end, however much it is, and keeps the last of it.</summary>
    public static async Task<byte[]> ReadEndAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var (kept, buffer) = (new List<byte>(), new byte[16 * 1024]);
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept.AddRange(buffer.AsSpan(0, count));
            kept.RemoveRange(0, Math.Max(0, kept.Count - most));
        }

        return [.. kept];
    }
}
