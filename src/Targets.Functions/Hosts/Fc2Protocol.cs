using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Sluice.Model;
using Sluice.Outbound;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>InvokeFunction of the vendor's function service, version 2016-08-15, with its own signature.</summary>
/// <remarks>
/// The signature is an HMAC-SHA256 over verb, content and date, the headers that begin with <c>x-fc-</c>, and the path.
/// Source: the vendor's client of this version.
/// </remarks>
internal sealed class Fc2Protocol(FunctionBackend.Fc2 backend, TimeProvider time) : IFunctionProtocol
{
    private const string Version = "2016-08-15";
    private const string ContentType = "application/octet-stream";

    public Uri Endpoint => backend.Endpoint;

    public bool KeepsAsyncCalls => true;

    public StepFailure? Problem(FunctionName name) => name.Service is null
        ? new StepFailure(
            "FC.ServiceNotFound",
            $"{name.Text} names no service, and this version of the function service knows only functions of services. Write "
            + "services/S/functions/F, or set 'fc3' for it in the setting 'functions'.")
        : null;

    public HttpRequestMessage Request(FunctionCall function, string attemptKey, bool isHandedOver)
    {
        var name = function.Name;
        var service = name.Qualifier is null ? name.Service : $"{name.Service}.{name.Qualifier}";
        var path = $"/{Version}/services/{service}/functions/{name.Function}/invocations";
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["x-fc-invocation-type"] = isHandedOver ? "Async" : "Sync",
        };
        if (backend.Account is { } account)
        {
            headers["x-fc-account-id"] = account;
        }

        if (backend.Key.SecurityToken is { } token)
        {
            headers["x-fc-security-token"] = token;
        }

        // The client of this version sends the digits of the hash as text, in base64.
        var hash = Convert.ToBase64String(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(function.Event.Span))));
        var date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var message = new HttpRequestMessage(HttpMethod.Post, UrlOf(path)) { Content = new ReadOnlyMemoryContent(function.Event) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        message.Content.Headers.TryAddWithoutValidation("Content-MD5", hash);
        message.Headers.TryAddWithoutValidation("Date", date);
        message.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        message.Headers.TryAddWithoutValidation(HeaderRules.IdempotencyKey, attemptKey);
        foreach (var (header, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(header, value);
        }

        var signed = $"POST\n{hash}\n{ContentType}\n{date}\n"
            + string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")) + path;
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(backend.Key.Secret), Encoding.UTF8.GetBytes(signed));
        message.Headers.TryAddWithoutValidation(
            "Authorization", $"FC {backend.Key.Id}:{Convert.ToBase64String(signature)}");
        return message;
    }

    /// <summary>Escaped on the wire; signed is what is meant.</summary>
    private Uri UrlOf(string path) =>
        SignedUrl.Of(backend.Endpoint, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)), []);
}
