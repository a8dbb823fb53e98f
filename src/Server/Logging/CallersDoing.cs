using System.Net.Sockets;
using System.Security.Authentication;

namespace Sluice.Server.Logging;

/// <summary>Tells what the web server logs as an error, and is only what somebody has sent.</summary>
/// <remarks>Anybody who can connect can cause such a line as often as they like, and no operator can do anything about
/// it.</remarks>
internal static class CallersDoing
{
    private const string WebServer = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>The web server's own names of such events.</summary>
    private static readonly string[] Events =
    [
        // The rest of a body that was broken.
        "RequestBodyDrainBodyReaderInvalidState",

        // A stream of HTTP/2 or HTTP/3 was reset while its answer was under way.
        "Http2UnexpectedDataRemaining",
        "Http3OutputProducerUnexpectedDataRemaining",
    ];

    /// <summary>What makes one of its lines the operator's business, whatever the exception.</summary>
    private static readonly string[] Ours = ["ApplicationError", "NotAcceptingConnections"];

    /// <param name="category">Of the logger.</param>
    public static bool Is(string category, EventId id, Exception? exception) =>
        category.StartsWith(WebServer, StringComparison.Ordinal)
        && (Events.Contains(id.Name) || (IsOfConnection(exception) && !Ours.Contains(id.Name)));

    private static bool IsOfConnection(Exception? exception) => exception
        is IOException or SocketException or OperationCanceledException or AuthenticationException
        or BadHttpRequestException;
}
