using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Sluice.Events.Deliveries;
using Sluice.Events.Forms;
using Sluice.Outbound;
using Sluice.Outbound.Signing;
using Sluice.Queues.Buses;

namespace Sluice.Targets.Events.Sinks;

/// <summary>Posts each event to a URL, signed as Standard Webhooks has it.</summary>
/// <param name="connections">Belongs to the caller.</param>
/// <remarks>Source: CloudEvents 1.0, HTTP binding, structured; standardwebhooks.com, symmetric signatures.</remarks>
internal sealed class WebhookSink(SinkRule rule, SinkBackend.Webhook webhook, HttpMessageInvoker connections, TimeProvider time)
    : IEventSink
{
    /// <summary>So much of an answer is looked at, and a little of it is told.</summary>
    private const int AnswerBytes = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => rule.Name;

    public int Attempts => rule.Attempts;

    public int AtOnce => rule.IsInOrder ? 1 : 16;

    public bool Takes(string bus) => Model.NamePattern.Matches(rule.Bus, bus);

    public async Task<DeliveryOutcome> DeliverAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var request = Request(delivery);
            using var response = await connections.SendAsync(request, either.Token);
            return await AnswerAsync(response, either.Token);
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return new DeliveryOutcome(patience.IsCancellationRequested
                ? $"{webhook} did not answer within {Patience.TotalSeconds} seconds."
                : $"{webhook}: {e.GetBaseException().Message.TrimEnd('.')}.");
        }
    }

    private HttpRequestMessage Request(DueDelivery delivery)
    {
        var made = delivery.Event;
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(made.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(EventForm.ContentType);
        request.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        if (webhook.Secret is { } secret)
        {
            // One for each delivery, and the same when it is made again. An event's own id may hold what no header can.
            WebhookSignature.Sign(
                request, $"event-{delivery.Number.ToString(CultureInfo.InvariantCulture)}", time.GetUtcNow(), made.Body, secret);
        }

        return request;
    }

    /// <summary>Only 2xx is an arrival: redirects are not followed, since the settings say where events go.</summary>
    private static async Task<DeliveryOutcome> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return DeliveryOutcome.Arrived;
        }

        var body = await ResponseBytes.ReadStartAsync(response, AnswerBytes, cancellationToken);
        var said = Model.Excerpt.Of(BodyText.Decode(response.Content.Headers.ContentType, body.Bytes, body.IsCut).Trim());
        var status = (int)response.StatusCode;
        return new DeliveryOutcome(said.Length == 0 ? $"It answered {status}." : $"It answered {status}: {said.TrimEnd('.')}.")
        {
            Wait = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                ? response.Headers.RetryAfter?.Delta
                : null,
        };
    }
}
