using System.Net;
using Sluice.Outbound;

namespace Sluice.Targets.Http;

/// <summary>A request that has been checked and can be sent, as often as redirects demand.</summary>
/// <param name="Url">Absolute, <c>http</c> or <c>https</c>, without user name and password.</param>
/// <param name="Headers">Checked names, each once, and values.</param>
/// <param name="Body">Null for none.</param>
internal sealed record HttpCall(
    HttpMethod Method, Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body)
{
    /// <summary>Names of headers that hold secrets: as credentials, they stay with the origin that they are for.</summary>
    public IReadOnlyList<string> SecretHeaders { get; init; } = [];

    /// <summary>Whether the body holds secrets, which stay with that origin too.</summary>
    public bool HasSecretBody { get; init; }

    /// <summary>For people: no path and no query, since those may hold secrets.</summary>
    public string Title => $"{Method} {Url.GetLeftPart(UriPartial.Authority)}";

    /// <summary>The request that a redirect asks for.</summary>
    /// <param name="location">Where it leads; relative to this call's URL.</param>
    /// <param name="followed">The next call, when there is no problem.</param>
    /// <returns>What is wrong with the redirect, as a sentence; null for nothing.</returns>
    /// <remarks>
    /// Credentials that were left behind at the border of an origin do not come back later. Source: RFC 9110,
    /// section 15.4; the Fetch standard, "HTTP-redirect fetch", for what becomes of method and headers.
    /// </remarks>
    public string? Redirect(HttpStatusCode status, string location, out HttpCall followed)
    {
        followed = this;
        if (!Uri.TryCreate(Url, location, out var url) || UrlRules.Problem(url) is not null)
        {
            return "The server redirects to something that is not an http or https URL.";
        }

        followed = this with { Url = url };
        if (BecomesGet(status))
        {
            followed = followed.WithoutHeaders(IsContentHeader) with { Method = HttpMethod.Get, Body = null, HasSecretBody = false };
        }

        if (!IsSameOrigin(url))
        {
            followed = followed.WithoutHeaders(IsForOneOrigin);
            return followed.HasSecretBody ? "The server redirects to another origin, and the body holds a secret, which does not go there." : null;
        }

        return null;
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Url)
        {
            // Where the host offers it in the handshake of TLS; else the older one.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
        }

        foreach (var (name, value) in Headers)
        {
            Add(message, name, value);
        }

        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (message.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        // The library keeps headers such as Content-Type with the content, even where there is none to speak of.
        message.Content ??= new ByteArrayContent([]);
        message.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private bool IsForOneOrigin(string name) =>
        TaskHeaders.IsCredential(name) || SecretHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsContentHeader(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    private bool IsSameOrigin(Uri url) =>
        string.Equals(Url.Scheme, url.Scheme, StringComparison.Ordinal)
        && string.Equals(Url.IdnHost, url.IdnHost, StringComparison.OrdinalIgnoreCase)
        && Url.Port == url.Port;

    private bool BecomesGet(HttpStatusCode status) => status switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => Method == HttpMethod.Post,
        HttpStatusCode.SeeOther => Method != HttpMethod.Get && Method != HttpMethod.Head,
        _ => false,
    };

    private HttpCall WithoutHeaders(Func<string, bool> unwanted) =>
        this with { Headers = [.. Headers.Where(header => !unwanted(header.Key))] };
}
