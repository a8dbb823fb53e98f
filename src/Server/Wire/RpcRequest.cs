using System.Text;
using Sluice.Model;

namespace Sluice.Server.Wire;

/// <summary>A request, decoded but not yet trusted.</summary>
/// <remarks>Source: protocol, sections 2 and 3.</remarks>
internal sealed class RpcRequest
{
    private const string AuthorizationFamily = "ACS";

    private RpcRequest(
        string method,
        IHeaderDictionary headers,
        ReadOnlyMemory<byte> body,
        List<KeyValuePair<string, ParameterValue>> query,
        Parameters parameters)
    {
        (Method, Headers, Body) = (method, headers, body);
        (Query, Parameters) = (query, parameters);
    }

    /// <summary>As received, such as <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>As received: ACS3 signs it.</summary>
    public string Path { get; init; } = "/";

    public IHeaderDictionary Headers { get; }

    /// <summary>As received; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Decoded pairs of the query string, each name once.</summary>
    public List<KeyValuePair<string, ParameterValue>> Query { get; }

    /// <summary>Query and body together.</summary>
    public Parameters Parameters { get; }

    /// <summary>What the signature of RPC v1 is made over: all parameters, where none stands in the path.</summary>
    public Parameters Signed { get => field ?? Parameters; private init; }

    /// <summary>The path that it is made over too: <c>/</c> for every call of RPC, wherever it was sent.</summary>
    public string SignedPath { get; private init; } = "/";

    /// <summary>Signed by header, ACS3 or a relative of it; otherwise signed by parameters, RPC v1.</summary>
    public bool IsSignedByHeader => IsHeaderScheme(Headers);

    /// <param name="rawQuery">As received, without the question mark.</param>
    /// <exception cref="ApiException"><c>UnsupportedMediaType</c>; <c>InvalidArgument</c>, also for what is sent twice.</exception>
    public static RpcRequest Decode(
        string method,
        ReadOnlySpan<char> rawQuery,
        IHeaderDictionary headers,
        ReadOnlyMemory<byte> body,
        Limits limits,
        string path = "/")
    {
        CheckHeaders(headers);
        var raw = new byte[Encoding.UTF8.GetByteCount(rawQuery)];
        Encoding.UTF8.GetBytes(rawQuery, raw);
        var query = UrlEncoded.Read(raw);
        var members = body.IsEmpty ? [] : ReadBody(headers, body.Span, limits);
        return new(method, headers, body, query, new(query, members)) { Path = path };
    }

    /// <summary>A request whose path names things: it can be signed in both ways as well, its path included.</summary>
    /// <param name="path">In the spelling that is signed.</param>
    /// <param name="query">Decoded.</param>
    /// <param name="signed">What stood in query and form.</param>
    /// <param name="parameters">All of that, and what stood in the path or in a body that is no form.</param>
    /// <exception cref="ApiException"><c>InvalidArgument</c> for a header that is sent twice.</exception>
    public static RpcRequest OfPath(
        string method,
        string path,
        IHeaderDictionary headers,
        ReadOnlyMemory<byte> body,
        List<KeyValuePair<string, ParameterValue>> query,
        Parameters signed,
        Parameters parameters)
    {
        CheckHeaders(headers);
        return new(method, headers, body, query, parameters) { Path = path, SignedPath = path, Signed = signed };
    }

    /// <remarks>Two headers of a name are signed like one that has both values, joined with a comma; so where one is read,
    /// there must be one. Clients send none twice. Source: protocol, section 9.2.</remarks>
    private static void CheckHeaders(IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
        {
            if (values.Count > 1 && IsRead(name))
            {
                throw ApiException.InvalidArgument(Excerpt.Of(name), "the header is sent more than once; send it once");
            }
        }
    }

    private static bool IsRead(string header) =>
        header.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Host", StringComparison.OrdinalIgnoreCase);

    private static List<KeyValuePair<string, ParameterValue>> ReadBody(
        IHeaderDictionary headers, ReadOnlySpan<byte> body, Limits limits)
    {
        var declared = headers.ContentType.ToString();
        var type = MediaType(declared);
        if (type.IsEmpty || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return UrlEncoded.Read(body);
        }

        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiException.UnsupportedMediaType(Excerpt.Of(declared));
        }

        // RPC v1 signs query and form only: a JSON body there would be content that nobody signed.
        return IsHeaderScheme(headers)
            ? JsonBody.Read(body, limits.JsonDepth)
            : throw ApiException.UnsignedJsonBody();
    }

    private static ReadOnlySpan<char> MediaType(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        return (end < 0 ? contentType : contentType[..end]).Trim();
    }

    public static bool IsHeaderScheme(IHeaderDictionary headers) =>
        headers.Authorization.ToString().StartsWith(AuthorizationFamily, StringComparison.OrdinalIgnoreCase);
}
