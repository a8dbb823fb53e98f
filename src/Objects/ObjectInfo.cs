namespace Sluice.Objects;

/// <summary>What is known about an object without reading it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was put.</param>
/// <param name="ETag">Differs when the bytes differ; opaque, without quotation marks.</param>
public sealed record ObjectInfo(ObjectAddress Address, long Size, DateTimeOffset LastModified, string ETag);
