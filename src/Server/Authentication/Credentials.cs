using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Authentication;

/// <summary>What a request says about its sender; nothing of it is proven until the signature
/// matches.</summary>
/// <param name="TimeField">The field that holds <paramref name="Time"/>, for sentences.</param>
/// <param name="Time">As sent.</param>
/// <param name="NonceField">The field that holds <paramref name="Nonce"/>, for sentences.</param>
/// <param name="SecurityToken">Of a temporary key; null when there is none.</param>
/// <remarks>Source: protocol, section 11.1, steps 5 and 6.</remarks>
internal abstract record Credentials(
    string AccessKeyId, string TimeField, string Time, string NonceField, string Nonce, string? SecurityToken)
{
    /// <summary>Longest nonce; what clients send has 64 characters at the most.</summary>
    private const int NonceCharacters = 128;

    /// <exception cref="ApiException">
    /// <c>MissingRequiredParams</c> or <c>MissingRequiredHeader</c>, then <c>InvalidArgument</c> for a scheme
    /// or nonce that is not supported.
    /// </exception>
    public static Credentials Read(RpcRequest request)
    {
        Credentials credentials = request.IsSignedByHeader ? InHeaders.Of(request) : InParameters.Of(request);
        return credentials.Nonce.Length <= NonceCharacters
            ? credentials
            : throw ApiException.InvalidArgument(
                credentials.NonceField, $"it must have at most {NonceCharacters} characters");
    }

    /// <summary>The key that a request says it is signed with, if it can be found; else empty. Never
    /// fails.</summary>
    public static string ClaimedKey(RpcRequest request)
    {
        if (!request.IsSignedByHeader)
        {
            return request.Signed.Plain("AccessKeyId") ?? "";
        }

        return ClaimedKey(request.Headers.Authorization.ToString());
    }

    /// <summary>The same, of a request whose body has not come.</summary>
    public static string ClaimedKey(HttpRequest http)
    {
        var header = http.Headers.Authorization.ToString();
        return header.Length > 0 ? ClaimedKey(header) : http.Query["AccessKeyId"].ToString();
    }

    /// <param name="authorization">The header, as sent.</param>
    private static string ClaimedKey(string authorization)
    {
        var begin = authorization.IndexOf(Authorization.Credential, StringComparison.Ordinal);
        return begin < 0 ? "" : authorization[(begin + Authorization.Credential.Length)..].Split(',')[0];
    }

    /// <summary>Whether the signature was made with this secret, over the request as it came.</summary>
    /// <param name="expectedHost">See <see cref="AuthenticationOptions.ExpectedHost"/>.</param>
    public abstract bool Matches(RpcRequest request, string? expectedHost, string secret);

    /// <summary>RPC v1.</summary>
    private sealed record InParameters(string Method, string Id, string Timestamp, string Once, string? Token)
        : Credentials(Id, "Timestamp", Timestamp, "SignatureNonce", Once, Token)
    {
        public static InParameters Of(RpcRequest request)
        {
            var parameters = request.Signed;
            var id = parameters.Required("AccessKeyId");
            parameters.Required("Signature");
            var timestamp = parameters.Required("Timestamp");
            var nonce = parameters.Required("SignatureNonce");
            var method = parameters.Required("SignatureMethod");
            CheckSupported("SignatureMethod", method, RpcSignature.HmacSha1, RpcSignature.HmacSha256);
            CheckSupported("SignatureVersion", parameters.Optional("SignatureVersion") ?? "1.0", "1.0");
            return new(method, id, timestamp, nonce, parameters.Optional("SecurityToken"));
        }

        public override bool Matches(RpcRequest request, string? expectedHost, string secret) =>
            RpcSignature.Matches(request, Method, secret);

        private static void CheckSupported(string name, string value, params ReadOnlySpan<string> supported)
        {
            if (!supported.Contains(value))
            {
                throw ApiException.InvalidArgument(
                    name, $"'{Excerpt.Of(value)}' is not supported; use '{string.Join("' or '", supported)}'");
            }
        }
    }

    /// <summary>ACS3.</summary>
    private sealed record InHeaders(Authorization Authorization, string Date, string Once, string? Token)
        : Credentials(Authorization.AccessKeyId, "x-acs-date", Date, "x-acs-signature-nonce", Once, Token)
    {
        public static InHeaders Of(RpcRequest request)
        {
            var date = Header(request, "x-acs-date");
            var nonce = Header(request, "x-acs-signature-nonce");
            Header(request, "x-acs-content-sha256");
            var authorization = Authorization.Parse(request.Headers.Authorization.ToString());
            var token = request.Headers["x-acs-security-token"].ToString();
            return new(authorization, date, nonce, token.Length == 0 ? null : token);
        }

        public override bool Matches(RpcRequest request, string? expectedHost, string secret) =>
            HeaderSignature.Matches(request, Authorization, expectedHost, secret);

        private static string Header(RpcRequest request, string name) =>
            request.Headers[name].ToString() is { Length: > 0 } value
                ? value
                : throw ApiException.MissingRequiredHeader(name);
    }
}
