namespace Sluice.Server.Health;

/// <summary>The room on a disk, in bytes.</summary>
/// <param name="Free">What this process may still fill.</param>
public readonly record struct DiskSpace(long Free, long Total);
