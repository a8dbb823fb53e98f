namespace Sluice.Server.Console;

/// <summary>One file of the console, in every form that it is kept in.</summary>
/// <param name="Plain">As it was built.</param>
/// <param name="Brotli">The same, compressed; null when it is not worth it.</param>
/// <param name="Gzip">Likewise, for who does not read the other.</param>
internal sealed record ConsoleFile(string ContentType, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    /// <summary>The smallest form that a browser reads.</summary>
    /// <param name="accepted">The header <c>Accept-Encoding</c>.</param>
    /// <returns>The bytes, and what <c>Content-Encoding</c> calls them; null for plain.</returns>
    public (byte[] Body, string? Encoding) For(string accepted) =>
        Brotli is not null && Accepts(accepted, "br") ? (Brotli, "br")
        : Gzip is not null && Accepts(accepted, "gzip") ? (Gzip, "gzip")
        : (Plain, null);

    private static bool Accepts(string accepted, string coding) => accepted.Split(',')
        .Select(part => part.Split(';', 2, StringSplitOptions.TrimEntries))
        .Any(part => part[0].Trim().Equals(coding, StringComparison.OrdinalIgnoreCase) && part.ElementAtOrDefault(1) is not "q=0");
}
