using Sluice.Server.Routing;

namespace Sluice.Server.Health;

/// <summary>Says at <c>/healthz</c> that the process lives: to whoever starts it anew when it does not.</summary>
/// <remarks>Nobody needs a key for it, and it says nothing else. Whether calls would succeed is another question.</remarks>
internal sealed class Liveness : IMount
{
    private static readonly byte[] Alive = "ok\n"u8.ToArray();

    public bool Takes(HttpRequest request) =>
        request.Path.Value is "/healthz" && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        context.Response.Headers.CacheControl = "no-store";
        await Answer.Buffered(StatusCodes.Status200OK, "text/plain;charset=utf-8", Alive).SendAsync(context, stopping);
    }
}
