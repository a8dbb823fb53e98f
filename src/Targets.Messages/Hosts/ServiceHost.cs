using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>SendMessage and PublishMessage of the vendor's message service.</summary>
/// <remarks>Source: the vendor's message client, for requests and their signature.</remarks>
internal sealed class ServiceHost(
    HttpMessageInvoker connections, MessageBackend.Service service, TimeProvider time, int mostPerHost)
    : HttpHost(connections, service.Endpoint, mostPerHost)
{
    private const string Version = "2015-06-06";
    private const string ContentType = "text/xml;charset=utf-8";

    private static readonly XNamespace Names = "http://mns.aliyuncs.com/doc/v1/";

    /// <summary>XML has no way to write these.</summary>
    protected override StepFailure? Problem(MessageCall message) =>
        Array.TrueForAll(Encoding.UTF8.GetString(message.Body).ToCharArray(), c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c))
            ? null
            : StepFailure.InvalidArgument("message", $"it holds control characters, which {message.Title} cannot have; encode it");

    protected override HttpRequestMessage Request(MessageCall message, TaskCall call)
    {
        var path = $"/{(message.IsTopic ? "topics" : "queues")}/{Uri.EscapeDataString(message.Name)}/messages";
        var body = Encoding.UTF8.GetBytes(Body(message).ToString(SaveOptions.DisableFormatting));
        var digest = Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(body))));
        var date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Endpoint, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        request.Content.Headers.TryAddWithoutValidation("Content-MD5", digest);
        request.Headers.TryAddWithoutValidation("Date", date);
        request.Headers.TryAddWithoutValidation("x-mns-version", Version);
        request.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        if (service.Key.SecurityToken is { } token)
        {
            request.Headers.TryAddWithoutValidation("security-token", token);
        }

        var signature = HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(service.Key.Secret),
            Encoding.UTF8.GetBytes($"POST\n{digest}\n{ContentType}\n{date}\nx-mns-version:{Version}\n{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("MNS", $"{service.Key.Id}:{Convert.ToBase64String(signature)}");
        return request;
    }

    protected override Outcome<TakenMessage> Answer(HttpResponseMessage response, string text, MessageCall message, TaskCall call)
    {
        var root = Parse(text);
        var request = Find(root, "RequestId")
            ?? (response.Headers.TryGetValues("x-mns-request-id", out var ids) ? ids.First() : call.IdempotencyKey);
        if (response.IsSuccessStatusCode)
        {
            return Find(root, "MessageId") is { } id
                ? new TakenMessage(id, Find(root, "MessageBodyMD5") ?? Convert.ToHexString(MD5.HashData(message.Body)), request)
                : new StepFailure(MessageFailures.RequestFailed, $"The answer for {message.Title} does not say which message it is.");
        }

        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return new StepFailure(
            MessageFailures.Prefix + (Find(root, "Code") ?? status),
            $"{Find(root, "Message") ?? $"The service answered {status}."} (RequestId {request})");
    }

    private static XElement Body(MessageCall message) => new(
        Names + "Message",
        new XElement(Names + "MessageBody", Encoding.UTF8.GetString(message.Body)),
        message.IsTopic
            ? [Optional("MessageTag", message.Tag), Attributes(message.Attributes)]
            : new object?[]
            {
                new XElement(Names + "Priority", message.Priority),
                Optional("DelaySeconds", message.DelaySeconds?.ToString(CultureInfo.InvariantCulture)),
            });

    private static XElement? Attributes(JsonObject given) => given.Count == 0 ? null : new(
        Names + "MessageAttributes",
        given.Members.ToArray().Select(member => new XElement(
            Names + XmlConvert.EncodeLocalName(member.Key), member.Value is JsonString text ? text.Value : member.Value.ToString())));

    private static XElement? Optional(string name, string? value) => value is null ? null : new(Names + name, value);

    /// <returns>Null when it is no XML.</returns>
    private static XElement? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Find(XElement? root, string name) =>
        root?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value is { Length: > 0 } value ? value : null;
}
