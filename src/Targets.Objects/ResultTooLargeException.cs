namespace Sluice.Targets.Objects;

/// <summary>Ends an action before a result is read that would exceed the limit; never leaves the
/// target.</summary>
internal sealed class ResultTooLargeException(long bytes) : Exception
{
    public long Bytes { get; } = bytes;
}
