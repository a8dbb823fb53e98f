using System.Net.Http.Headers;
using Sluice.Outbound;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>A program with a custom runtime: what the vendor's platform sends to such a function.</summary>
/// <remarks>Source: definition language, section 10.2.</remarks>
internal sealed class RuntimeProtocol(Uri endpoint, Uri url) : IFunctionProtocol
{
    /// <summary>A program with a custom runtime, asked below its URL.</summary>
    public static RuntimeProtocol Below(Uri endpoint) =>
        new(endpoint, new Uri($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/invoke"));

    /// <summary>Something that takes the event at this very URL.</summary>
    public static RuntimeProtocol At(Uri url) => new(url, url);

    public Uri Endpoint => endpoint;

    public HttpRequestMessage Request(FunctionCall function, string attemptKey, bool isHandedOver)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(function.Event) };
        message.Content.Headers.ContentType =
            new MediaTypeHeaderValue(function.EventIsJson ? "application/json" : "application/octet-stream");
        Add("User-Agent", "Sluice");
        Add(HeaderRules.IdempotencyKey, attemptKey);
        Add("X-Fc-Request-Id", attemptKey);
        Add("X-Fc-Function-Name", function.Name.Function);
        Add("X-Fc-Service-Name", function.Name.Service);
        Add("X-Fc-Qualifier", function.Name.Qualifier);
        Add("X-Fc-Invocation-Type", function.IsAsync ? "Async" : "Sync");
        return message;

        void Add(string header, string? value)
        {
            if (value is not null && HeaderRules.ProblemWithValue(value) is null)
            {
                message.Headers.TryAddWithoutValidation(header, value);
            }
        }
    }
}
