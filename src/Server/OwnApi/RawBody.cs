using Sluice.Model;
using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server.OwnApi;

/// <summary>A body that is read whole by its operation, of several types, and headers that belong to it.</summary>
/// <param name="HeaderPrefix">What these headers begin with, in lower case; they are parameters by their whole names.</param>
/// <param name="Types">For whoever reads the description; application/json besides.</param>
internal sealed record RawBody(string HeaderPrefix, IReadOnlyList<string> Types)
{
    /// <summary>The parameters that hold the bytes and what they are said to be.</summary>
    public const string Content = "$content";
    public const string ContentType = "$contentType";

    /// <exception cref="ApiException">Something of it is not covered by the signature.</exception>
    public List<KeyValuePair<string, ParameterValue>> Read(HttpRequest http, ReadOnlyMemory<byte> body, bool isSignedByQuery)
    {
        // A signature in the query covers query and form only.
        if (isSignedByQuery)
        {
            throw ApiException.UnsignedJsonBody();
        }

        var headers = http.Headers.Where(header => header.Key.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (ParameterValue)header.Value.ToString()))
            .ToList();
        CheckSigned(http, [.. headers.Select(header => header.Key)]);
        return
        [
            .. headers,
            KeyValuePair.Create(Content, ParameterValue.OfBytes(body.ToArray())),
            KeyValuePair.Create(ContentType, (ParameterValue)(http.ContentType ?? "")),
        ];
    }

    /// <summary>Somebody on the way could change what the signature does not name.</summary>
    private static void CheckSigned(HttpRequest http, IReadOnlyCollection<string> names)
    {
        if (!RpcRequest.IsHeaderScheme(http.Headers) || names.Count == 0)
        {
            return;
        }

        var signed = Authorization.Parse(http.Headers.Authorization.ToString());
        if (names.FirstOrDefault(name => !signed.Signs(name)) is { } missing)
        {
            throw ApiException.InvalidArgument("SignedHeaders", $"'{Excerpt.Of(missing)}' must be among them");
        }
    }
}
