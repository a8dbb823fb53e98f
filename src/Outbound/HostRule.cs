using System.Security.Cryptography.X509Certificates;

namespace Sluice.Outbound;

/// <summary>How some hosts are reached, where that is not as all others are.</summary>
public sealed record HostRule(HostPattern Host)
{
    /// <summary>Shown to a host that asks who calls, with its private key; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Authorities whose certificates these hosts may show besides.</summary>
    public IReadOnlyList<X509Certificate2> Trusted { get; init; } = [];

    /// <summary>Null for that of all others.</summary>
    public ProxyRule? Proxy { get; init; }

    /// <summary>Calls to each of these hosts at a time; null for as many as to any other. 1 or more.</summary>
    public int? MostCalls { get; init; }
}

/// <summary>Through which proxy hosts are reached.</summary>
/// <param name="Url">Null for none: the host is connected to itself.</param>
public sealed record ProxyRule(Uri? Url);
