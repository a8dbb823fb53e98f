using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Cli.Configuration;

/// <summary>How the server belongs to a cluster. Of no type of the cluster's, which a server that is alone never loads.</summary>
internal sealed record ClusterOptions(IPEndPoint Listen, TimeSpan FailAfter)
{
    /// <summary>Null only on loopback addresses.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Empty where all nodes have the same certificate.</summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; init; } = [];
}
