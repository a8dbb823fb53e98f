using System.Text;
using Sluice.Model;
using Sluice.Server.Authentication;
using Sluice.Server.Hosting;
using Sluice.Server.Routing;

namespace Sluice.Server.Metering;

/// <summary>Answers <c>GET /metrics</c>: on a listener of its own, or else on an open server, to programs of this machine.</summary>
/// <remarks>
/// Metrics name accounts and flows, and whoever collects them signs nothing. So where calls are signed, they are answered on
/// their own listener only, which whoever runs the server puts where nobody else comes.
/// </remarks>
/// <param name="isOpen">Whether the server checks no signatures.</param>
internal sealed class MetricsDoor(RequestDelegate scrape, bool hasListener, bool isOpen) : IMount
{
    /// <remarks>On its own listener it takes everything that is not taken before it.</remarks>
    public bool Takes(HttpRequest request) => IsOnOwnListener(request) || (!hasListener && isOpen && IsScrape(request));

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        if (!IsScrape(context.Request))
        {
            await SayAsync(context, StatusCodes.Status404NotFound, "Here is GET /metrics, and nothing else.\n", stopping);
            return;
        }

        try
        {
            if (!IsOnOwnListener(context.Request))
            {
                LoopbackGuard.Check(context.Request.Headers);
            }

            await scrape(context);
        }
        catch (ApiException denied)
        {
            await SayAsync(context, denied.HttpStatus, denied.Message + "\n", stopping);
        }
    }

    private static bool IsOnOwnListener(HttpRequest request) =>
        request.HttpContext.Features.Get<MetricsConnection>() is not null;

    private static bool IsScrape(HttpRequest request) =>
        request.Path.Value is "/metrics" && HttpMethods.IsGet(request.Method);

    private static async Task SayAsync(HttpContext context, int status, string sentence, CancellationToken stopping) =>
        await Answer.Buffered(status, "text/plain;charset=utf-8", Encoding.UTF8.GetBytes(sentence)).SendAsync(context, stopping);
}
