using System.Net;

namespace Sluice.Server.Hosting;

/// <summary>What the web server does below all requests.</summary>
public sealed record HostingOptions
{
    /// <summary>Where to listen: one or more.</summary>
    public required IReadOnlyList<ListenUrl> Listen { get; init; }

    /// <summary>Whose word about the caller's address and scheme is taken; empty for nobody's.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Connections open at once; more are refused. 10 000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The head of a request must be complete within this time. 30 seconds.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(30);
}
