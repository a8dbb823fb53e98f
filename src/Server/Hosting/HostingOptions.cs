using System.Net;
using Sluice.Server.Guests;

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

    /// <summary>The body of a request must have come within this time. 30 seconds.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first byte of a connection must have come within this time. 10 seconds.</summary>
    public TimeSpan FirstByteTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls at once over one connection of HTTP/2. 32.</summary>
    public int Http2Streams { get; init; } = 32;

    /// <summary>
    /// When the process is asked to end, so long it goes on taking calls while it says that it is not ready: for those who
    /// send callers to see it. None.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.Zero;

    internal GuestOptions Guests => new()
    {
        MostConnections = MaxConnections,
        TrustedProxies = TrustedProxies,
        RequestTime = RequestTime,
        FirstByteTime = FirstByteTime,
    };
}
