using System.Text;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.OwnApi;

/// <summary>Reads the parameters of a request to the own API, from its path, its query and its body.</summary>
/// <remarks>What an resource does not know is refused by name: a misspelt parameter never passes for one left out.</remarks>
internal static class OwnRequests
{
    /// <summary>What a signature in the query consists of, and what vendor's clients send beside it.</summary>
    private static readonly string[] OfSignature =
    [
        "AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "SignatureType", "Timestamp",
        "SecurityToken", "Action", "Version", "Format",
    ];

    /// <param name="values">Of the path's names.</param>
    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> for a parameter that is unknown, <c>MissingRequiredParams</c>, <c>UnsupportedMediaType</c>.
    /// </exception>
    public static RpcRequest Read(
        HttpRequest http,
        OwnPath path,
        Resource resource,
        IReadOnlyList<string> values,
        ReadOnlyMemory<byte> body,
        Limits limits)
    {
        var query = ReadQuery(http);
        var isSigned = query.Any(pair => pair.Key is "Signature");
        var (members, isForm) = resource.Raw is { } raw
            ? (raw.Read(http, body, isSigned), false)
            : ReadBody(http, body, isSigned, limits);
        Check(query, resource.Query, isSigned, "query", resource.QueryFamily?.Prefix);
        CheckRequired(query, resource.Query, "query");
        if (resource.Raw is null)
        {
            Check(members, resource.Body, isSigned && isForm, "body");
            CheckRequired(members, resource.Body, "body");
        }

        var named = resource.Route.Names.Zip(
            values, (name, value) => KeyValuePair.Create(name, (ParameterValue)value));
        return RpcRequest.OfPath(
            http.Method,
            path.Canonical,
            http.Headers,
            body,
            query,
            new Parameters(query, isForm ? members : []),
            new Parameters([.. query, .. named, .. Beside(http, resource)], members));
    }

    /// <summary>The request as far as it is known before its body.</summary>
    public static RpcRequest Head(HttpRequest http, OwnPath path)
    {
        var query = ReadQuery(http);
        var parameters = new Parameters(query, []);
        return RpcRequest.OfPath(http.Method, path.Canonical, http.Headers, body: default, query, parameters, parameters);
    }

    /// <summary>What stands in headers and cookies.</summary>
    private static IEnumerable<KeyValuePair<string, ParameterValue>> Beside(HttpRequest http, Resource resource)
    {
        foreach (var (header, name) in resource.Headers)
        {
            if (http.Headers[header].ToString() is { Length: > 0 } value)
            {
                yield return KeyValuePair.Create(name, (ParameterValue)value);
            }
        }

        foreach (var (cookie, name) in resource.Cookies)
        {
            if (http.Cookies[cookie] is { Length: > 0 } value)
            {
                yield return KeyValuePair.Create(name, (ParameterValue)value);
            }
        }
    }

    private static List<KeyValuePair<string, ParameterValue>> ReadQuery(HttpRequest http) =>
        UrlEncoded.Read(Encoding.UTF8.GetBytes(http.QueryString.Value is { Length: > 0 } given ? given[1..] : ""));

    private static (List<KeyValuePair<string, ParameterValue>> Members, bool IsForm) ReadBody(
        HttpRequest http, ReadOnlyMemory<byte> body, bool isSignedByQuery, Limits limits)
    {
        if (body.IsEmpty)
        {
            return ([], IsForm: true);
        }

        var declared = http.ContentType ?? "";
        var type = declared.Split(';')[0].Trim();
        if (type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return (UrlEncoded.Read(body.Span), IsForm: true);
        }

        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiException.UnsupportedMediaType(Excerpt.Of(declared));
        }

        // A signature in the query covers query and form only: a JSON body would be content that nobody signed.
        return isSignedByQuery
            ? throw ApiException.UnsignedJsonBody()
            : (JsonBody.Read(body.Span, limits.JsonDepth), IsForm: false);
    }

    /// <param name="family">What names begin with that are known besides; null for none.</param>
    private static void Check(
        List<KeyValuePair<string, ParameterValue>> given,
        IReadOnlyList<Field> known,
        bool maySign,
        string part,
        string? family = null)
    {
        foreach (var (name, _) in given)
        {
            var isKnown = known.Any(field => field.Name == name)
                || (family is not null && name.StartsWith(family, StringComparison.Ordinal))
                || (maySign && OfSignature.Contains(name));
            if (!isKnown)
            {
                throw ApiException.UnknownParameter(Excerpt.Of(name), part, [.. known.Select(field => field.Name)]);
            }
        }
    }

    private static void CheckRequired(
        List<KeyValuePair<string, ParameterValue>> given, IReadOnlyList<Field> known, string part)
    {
        foreach (var field in known)
        {
            if (!field.IsOptional && !given.Any(pair => pair.Key == field.Name && !pair.Value.IsEmpty))
            {
                throw ApiException.MissingParameter(field.Name, part);
            }
        }
    }
}
