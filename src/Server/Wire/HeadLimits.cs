namespace Sluice.Server.Wire;

/// <summary>What the head of a request is held to, besides the length of its first line.</summary>
internal static class HeadLimits
{
    public const int Headers = 100;

    /// <summary>All of them together.</summary>
    public const int HeaderBytes = 64 * 1024;
}
