using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Cluster;

/// <summary>What a node shows to others, and which of theirs it takes.</summary>
/// <param name="Own">With its private key.</param>
/// <param name="Authorities">
/// Whoever they have signed is a node; empty where all nodes have the same certificate, and no other is taken.
/// </param>
public sealed record NodeCertificate(X509Certificate2 Own, IReadOnlyList<X509Certificate2> Authorities)
{
    /// <summary>Whether it is a node's. Names do not matter: who has the key of a certificate from here is one of us.</summary>
    public bool Accepts(X509Certificate? shown)
    {
        if (shown is null)
        {
            return false;
        }

        using var certificate = new X509Certificate2(shown);
        return Authorities.Count == 0
            ? CryptographicOperations.FixedTimeEquals(certificate.RawData, Own.RawData)
            : IsSigned(certificate);
    }

    private bool IsSigned(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
