namespace Sluice.Outbound;

/// <summary>Bytes of a response body.</summary>
/// <param name="IsCut">There was more.</param>
public readonly record struct ResponseBytes(byte[] Bytes, bool IsCut)
{
    /// <summary>The whole body, or as much of it as is needed to see that it is larger than the limit.</summary>
    public static Task<ResponseBytes> ReadAtMostAsync(
        HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken) =>
        ReadAsync(response, maxBytes, keepBroken: false, look: null, cancellationToken);

    /// <summary>The start of the body; what came before the connection broke, if it breaks.</summary>
    /// <param name="look">Sees all of the body, piece by piece, until it has seen enough and says so; null for nobody.</param>
    public static Task<ResponseBytes> ReadStartAsync(
        HttpResponseMessage response,
        int maxBytes,
        CancellationToken cancellationToken,
        Func<ReadOnlyMemory<byte>, bool>? look = null) =>
        ReadAsync(response, maxBytes, keepBroken: true, look, cancellationToken);

    private static async Task<ResponseBytes> ReadAsync(
        HttpResponseMessage response,
        int maxBytes,
        bool keepBroken,
        Func<ReadOnlyMemory<byte>, bool>? look,
        CancellationToken cancellationToken)
    {
        var hasSeen = look is null;
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            int count;
            while ((buffer.Length <= maxBytes || !hasSeen)
                && (count = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                hasSeen = hasSeen || look!(chunk.AsMemory(0, count));
                buffer.Write(chunk, 0, buffer.Length <= maxBytes ? count : 0);
            }
        }
        catch (Exception e) when (keepBroken && e is HttpRequestException or IOException or InvalidDataException)
        {
            // The status has been read, and says more than the broken body would.
            cancellationToken.ThrowIfCancellationRequested();
            return Cut(buffer, maxBytes, isBroken: true);
        }

        return Cut(buffer, maxBytes, isBroken: false);
    }

    private static ResponseBytes Cut(MemoryStream buffer, int maxBytes, bool isBroken)
    {
        var length = (int)Math.Min(buffer.Length, maxBytes);
        return new(buffer.GetBuffer()[..length], isBroken || buffer.Length > maxBytes);
    }
}
