using System.Globalization;
using System.IO.Pipelines;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sluice.Server.Answers;
using Sluice.Server.Errors;

namespace Sluice.Server.Hosting;

/// <summary>Counts connections, and gives each its <see cref="RefusalWriter"/>.</summary>
/// <param name="most">Connections open at once.</param>
internal sealed class ConnectionGate(int most)
{
    private int _open;

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > most)
            {
                await RefuseAsync(connection);
                return;
            }

            if (!IsHttp2(connection))
            {
                var writer = new RefusalWriter(connection.Transport.Output, HostId(connection));
                connection.Features.Set(writer);
                connection.Transport = new Duplex(connection.Transport.Input, writer);
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <remarks>There, calls share a connection, and what the web server refuses by itself ends a stream
    /// without a body.</remarks>
    private static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>() is { } tls
        && tls.ApplicationProtocol.Span.SequenceEqual(SslApplicationProtocol.Http2.Protocol.Span);

    private async Task RefuseAsync(ConnectionContext connection)
    {
        if (IsHttp2(connection))
        {
            // Before its preface a client of HTTP/2 understands nothing but the end of the connection.
            return;
        }

        var error = Refusals.TooManyConnections(most);
        using var body = AnswerBuffer.Rent();
        var requestId = RequestIds.New();
        ErrorJson.Write(body.Json, error, requestId, HostId(connection));
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {error.HttpStatus} Too Many Requests\r\nContent-Type: {AnswerBuffer.ContentType}\r\n"
            + $"Content-Length: {body.Written.Length}\r\nConnection: close\r\n"
            + $"x-acs-request-id: {requestId}\r\n\r\n");
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(head));
        await connection.Transport.Output.WriteAsync(body.Written);
    }

    private static string HostId(ConnectionContext connection) => connection.LocalEndPoint?.ToString() ?? "";

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
