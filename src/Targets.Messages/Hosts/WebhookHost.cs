using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>Posts each message to a URL as a CloudEvent, signed as Standard Webhooks has it.</summary>
/// <remarks>Source: CloudEvents 1.0, its JSON format and HTTP binding, structured; standardwebhooks.com, symmetric signatures.</remarks>
internal sealed class WebhookHost(
    HttpMessageInvoker connections, MessageBackend.Webhook webhook, TimeProvider time, int mostPerHost)
    : HttpHost(connections, webhook.Url, mostPerHost)
{
    private const int CauseLength = 1024;

    protected override StepFailure? Problem(MessageCall message) => message.DelaySeconds is > 0
        ? StepFailure.InvalidArgument("delaySeconds", $"{message.Title} is a webhook, which gets its messages at once; let the flow wait")
        : null;

    protected override HttpRequestMessage Request(MessageCall message, TaskCall call)
    {
        var (id, now) = (IdOf(call), time.GetUtcNow());
        var body = Encoding.UTF8.GetBytes(Event(message, call, id, now).ToString());
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/cloudevents+json; charset=utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        request.Headers.TryAddWithoutValidation(HeaderRules.IdempotencyKey, call.IdempotencyKey);
        if (webhook.Secret is { } secret)
        {
            WebhookSignature.Sign(request, id, now, body, secret);
        }

        return request;
    }

    protected override Outcome<TakenMessage> Answer(HttpResponseMessage response, string text, MessageCall message, TaskCall call)
    {
        if (response.IsSuccessStatusCode)
        {
            return new TakenMessage(IdOf(call), Convert.ToHexString(MD5.HashData(message.Body)), call.IdempotencyKey);
        }

        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var said = text.Trim();
        return new StepFailure(
            MessageFailures.Prefix + status,
            said.Length == 0 ? $"The webhook answered {status} without a body." : said.Length <= CauseLength ? said : said[..CauseLength] + "…");
    }

    /// <summary>The same when the attempt is made again: it is the same event.</summary>
    private static string IdOf(TaskCall call) => call.IdempotencyKey;

    private static JsonObject Event(MessageCall message, TaskCall call, string id, DateTimeOffset now)
    {
        var members = new List<(string, JsonValue)>
        {
            ("specversion", JsonValue.Of("1.0")),
            ("id", JsonValue.Of(id)),
            ("source", JsonValue.Of($"acs:mns::{call.Context.Account}:/{message.Title}")),
            ("type", JsonValue.Of(message.IsTopic ? "mns:Topic:PublishMessage" : "mns:Queue:SendMessage")),
            ("subject", JsonValue.Of($"{call.Context.Flow}/{call.Context.Execution}")),
            ("time", JsonValue.Of(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))),
            ("priority", JsonValue.Of(message.Priority)),
        };
        if (message.Tag is { } tag)
        {
            members.Add(("messagetag", JsonValue.Of(tag)));
        }

        var text = Encoding.UTF8.GetString(message.Body);
        var isJson = JsonReading.TryParse(text, out var value, out _) && value is JsonObject or JsonArray;
        members.Add(("datacontenttype", JsonValue.Of(isJson ? "application/json" : "text/plain")));
        members.Add(("data", isJson ? value! : JsonValue.Of(text)));
        return JsonObject.Of([.. members]);
    }
}
