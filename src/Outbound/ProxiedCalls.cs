using System.Net;
using System.Net.Sockets;

namespace Sluice.Outbound;

/// <summary>Holds calls that go through a proxy to the egress policy: it is the proxy that connects to the host, so the
/// policy is asked here.</summary>
/// <remarks>A proxy looks names up itself; one that is not known here is the proxy's to allow.</remarks>
internal sealed class ProxiedCalls(HttpMessageHandler inner, HostRules rules, EgressPolicy egress) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } url && !rules.IsBypassed(url))
        {
            await CheckAsync(url.IdnHost, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private async Task CheckAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] found;
        try
        {
            found = await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return;
        }

        if (!Array.Exists(found, egress.Allows))
        {
            throw Connections.NotAllowed(host, found);
        }
    }
}
