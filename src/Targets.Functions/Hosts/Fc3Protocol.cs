using System.Net.Http.Headers;
using Sluice.Outbound;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>InvokeFunction of the vendor's function service, version 2023-03-30.</summary>
/// <remarks>Source: the vendor's client of this version; protocol, section 9, for the signature.</remarks>
internal sealed class Fc3Protocol(FunctionBackend.Fc3 backend, TimeProvider time) : IFunctionProtocol
{
    private const string Version = "2023-03-30";
    private const string Action = "InvokeFunction";

    public Uri Endpoint => backend.Endpoint;

    public string PlatformCode => "Code";

    public bool KeepsAsyncCalls => true;

    public HttpRequestMessage Request(FunctionCall function, string attemptKey, bool isHandedOver)
    {
        var url = SignedUrl.Of(
            backend.Endpoint,
            $"/{Version}/functions/{Uri.EscapeDataString(NameOf(function.Name))}/invocations",
            function.Name.Qualifier is { } qualifier ? [KeyValuePair.Create("qualifier", qualifier)] : []);
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(function.Event) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        message.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        message.Headers.TryAddWithoutValidation("x-fc-invocation-type", isHandedOver ? "Async" : "Sync");
        message.Headers.TryAddWithoutValidation(HeaderRules.IdempotencyKey, attemptKey);
        Acs3Signature.Sign(
            message, function.Event.Span, Action, Version, backend.Key, time.GetUtcNow(), Guid.NewGuid().ToString());
        return message;
    }

    /// <summary>What was a function of a service has both names in this version.</summary>
    private static string NameOf(FunctionName name) =>
        name.Service is null ? name.Function : $"{name.Service}${name.Function}";
}
