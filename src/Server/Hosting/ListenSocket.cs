using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Sluice.Server.Starting;

namespace Sluice.Server.Hosting;

/// <summary>Takes an address to listen on, or says why it cannot be had.</summary>
internal static class ListenSocket
{
    /// <summary>Below it the system keeps ports for privileged programs, unless it is told otherwise.</summary>
    private const int FirstFreePort = 1024;

    /// <summary>What the system keeps of a connection that nobody reads from; connections have it from the socket that
    /// they came to.</summary>
    private const int ReceiveBytes = 64 * 1024;

    /// <exception cref="StartException">The machine does not let it.</exception>
    public static Socket Bind(EndPoint place)
    {
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(place);
            socket.ReceiveBufferSize = ReceiveBytes;
            return socket;
        }
        catch (SocketException e)
        {
            throw new StartException($"Cannot listen on {place}: {Reason(place as IPEndPoint, e)}", StartException.Environment);
        }
    }

    /// <summary>Why it is, and what would be right, in words that follow a colon.</summary>
    internal static string Reason(IPEndPoint? place, SocketException problem) => problem.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"{PortHolder.Find(place) ?? "another program"} listens there already. Stop that one, or name another port with --listen URL.",
        SocketError.AddressNotAvailable =>
            $"this machine has no address {place?.Address}. Name one of its own with --listen URL, or '*' for all of them.",
        SocketError.AccessDenied when place?.Port < FirstFreePort =>
            $"ports below {FirstFreePort} are for privileged programs. Name a higher port with --listen URL and put a "
            + "proxy in front, or let the system give the privilege (CAP_NET_BIND_SERVICE).",
        SocketError.AccessDenied => "the system does not permit it. Name another address with --listen URL.",
        SocketError.AddressFamilyNotSupported =>
            "this machine has no IPv6. Name an IPv4 address with --listen URL, or 0.0.0.0 for all of them.",
        _ => $"{problem.Message.TrimEnd('.')}. Name another address with --listen URL.",
    };
}
