using System.Net;
using System.Net.Sockets;
using Sluice.Server.Hosting;

namespace Sluice.Server.Tests.Hosting;

public sealed class ListenSocketTests
{
    [Theory]
    [InlineData(SocketError.AccessDenied, 80, "ports below 1024 are for privileged programs. Name a higher port")]
    [InlineData(SocketError.AccessDenied, 8700, "the system does not permit it.")]
    [InlineData(SocketError.AddressFamilyNotSupported, 8700, "this machine has no IPv6.")]
    public void Each_reason_not_to_listen_has_its_sentence(SocketError problem, int port, string expected) =>
        Assert.StartsWith(
            expected,
            ListenSocket.Reason(new IPEndPoint(IPAddress.Loopback, port), new SocketException((int)problem)),
            StringComparison.Ordinal);
}
