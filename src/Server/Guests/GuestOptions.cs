using System.Net;

namespace Sluice.Server.Guests;

/// <summary>Who is let in, and for how long.</summary>
internal sealed record GuestOptions
{
    /// <summary>Connections open at once.</summary>
    public required int MostConnections { get; init; }

    /// <summary>Whose connections carry the requests of others; empty for nobody's.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The body of a request must have come within this time.</summary>
    public required TimeSpan RequestTime { get; init; }

    /// <summary>The first byte of a connection must have come within this time.</summary>
    public required TimeSpan FirstByteTime { get; init; }

    /// <summary>What a connection may rest while room is short, over which nobody has proved anything.</summary>
    public TimeSpan TightIdleTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For those who have lately proved who they are.</summary>
    public int ReservedConnections => MostConnections / 10;
}
