using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Peers;

/// <summary>One of the places that strangers are told apart by, and what those in it hold.</summary>
public sealed class Peer(int number)
{
    /// <summary>A stranger alone gets half, and as many as come get equal parts.</summary>
    private const double Alpha = 1;

    /// <summary>Of the memory for strangers.</summary>
    public Share Memory { get; } = new($"peer {number}", Alpha);

    /// <summary>Of the connections.</summary>
    public Share Connections { get; } = new($"peer {number}", Alpha);
}
