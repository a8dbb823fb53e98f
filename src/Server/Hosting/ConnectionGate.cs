using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Errors;
using Sluice.Server.Guests;

namespace Sluice.Server.Hosting;

/// <summary>Lets connections in, and gives each its <see cref="Guest"/> and its <see cref="RefusalWriter"/>.</summary>
internal sealed class ConnectionGate(Lobby lobby)
{
    private const int TlsBytes = 24 * 1024;

    /// <summary>What may come of all its streams together before anybody takes it.</summary>
    private const int Http2Bytes = 64 * 1024;

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var (isTls, isHttp2) = (connection.Features.Get<ITlsHandshakeFeature>() is not null, IsHttp2(connection));
        var guest = lobby.TryEnter(
            (connection.RemoteEndPoint as IPEndPoint)?.Address,
            () => connection.Abort(new ConnectionAbortedException("The server needs the room.")),
            (isTls ? TlsBytes : 0) + (isHttp2 ? Http2Bytes : 0));
        if (guest is null)
        {
            await RefuseAsync(connection, isHttp2, Refusals.TooManyConnections(lobby.MostConnections));
            return;
        }

        try
        {
            Equip(connection, guest, isHttp2);
            await next(connection);
        }
        finally
        {
            lobby.Leave(guest);
        }
    }

    private static void Equip(ConnectionContext connection, Guest guest, bool isHttp2)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        if (!isHttp2)
        {
            var writer = new RefusalWriter(output, HostId(connection));
            connection.Features.Set(writer);
            output = writer;
        }

        // What is written here goes past the web server, which is still reading and says nothing.
        var straight = connection.Transport.Output;
        connection.Features.Set(guest);
        connection.Transport = new Duplex(
            new GuestInput(
                input,
                guest,
                isCounted: !isHttp2,
                refused => WriteAsync(straight, refused.RefuseInput(), HostId(connection))),
            output);
    }

    /// <remarks>There, calls share a connection, and what the web server refuses by itself ends a stream
    /// without a body.</remarks>
    private static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>() is { } tls
        && tls.ApplicationProtocol.Span.SequenceEqual(SslApplicationProtocol.Http2.Protocol.Span);

    // Before its preface a client of HTTP/2 understands nothing but the end of the connection.
    private static Task RefuseAsync(ConnectionContext connection, bool isHttp2, ApiException error) => isHttp2
        ? Task.CompletedTask
        : WriteAsync(connection.Transport.Output, error, HostId(connection));

    private static async Task WriteAsync(PipeWriter output, ApiException error, string hostId)
    {
        using var body = AnswerBuffer.Rent();
        var requestId = RequestIds.New();
        ErrorJson.Write(body.Json, error, requestId, hostId);
        var written = body.Written;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {error.HttpStatus} Too Many Requests\r\nContent-Type: {AnswerBuffer.ContentType}\r\n"
            + $"Content-Length: {written.Length}\r\nConnection: close\r\nRetry-After: 1\r\n"
            + $"x-acs-request-id: {requestId}\r\n\r\n");
        await output.WriteAsync(Encoding.ASCII.GetBytes(head));
        foreach (var piece in written)
        {
            await output.WriteAsync(piece);
        }
    }

    private static string HostId(ConnectionContext connection) => connection.LocalEndPoint?.ToString() ?? "";

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
