using System.Globalization;

namespace Sluice.Objects;

/// <summary>What is known about an object without reading it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was put.</param>
/// <param name="ETag">Differs when the bytes differ; opaque, without quotation marks.</param>
public sealed record ObjectInfo(ObjectAddress Address, long Size, DateTimeOffset LastModified, string ETag)
{
    /// <summary>As items and results show it: <c>2026-03-01T12:00:00.000Z</c>.</summary>
    public string LastModifiedText =>
        LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
