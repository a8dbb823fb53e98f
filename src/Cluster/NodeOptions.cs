using System.Net;

namespace Sluice.Cluster;

/// <summary>How a node belongs to its cluster.</summary>
public sealed record NodeOptions
{
    /// <summary>Where it listens for the other nodes, and the address by which they reach it.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>After about this time without a word a node counts as gone, and the others take its shards. 2 s or more.</summary>
    public TimeSpan FailAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>By what nodes know each other; null only on loopback addresses.</summary>
    public NodeCertificate? Certificate { get; init; }
}
