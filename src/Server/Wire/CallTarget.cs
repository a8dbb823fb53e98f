using Sluice.Model;

namespace Sluice.Server.Wire;

/// <summary>Which operation of which version a request calls.</summary>
/// <remarks>
/// Taken from what the scheme signs: the parameters in RPC v1, the headers in ACS3. Where nothing is signed
/// the parameters come first and the headers second. Source: protocol, section 3.
/// </remarks>
internal readonly record struct CallTarget(string Action, string Version)
{
    private const string ActionHeader = "x-acs-action";
    private const string VersionHeader = "x-acs-version";

    /// <param name="mustBeSigned">Whether signatures are checked.</param>
    /// <exception cref="ApiException">
    /// <c>MissingRequiredParams</c> without an action; <c>InvalidArgument</c> when parameter and header
    /// differ.
    /// </exception>
    public static CallTarget Of(RpcRequest request, bool mustBeSigned)
    {
        var action = Find(request, "Action", ActionHeader, mustBeSigned);
        if (action.Length == 0)
        {
            throw ApiException.MissingRequiredParams(IsUnsignedHeaderCall(request) ? "AccessKeyId" : "Action");
        }

        return new(action, Find(request, "Version", VersionHeader, mustBeSigned));
    }

    /// <param name="supported">The one version of the operation.</param>
    /// <exception cref="ApiException"><c>MissingRequiredParams</c>,
    /// <c>APIVersionNotSupported</c>.</exception>
    public void CheckVersion(string supported)
    {
        if (Version.Length == 0)
        {
            throw ApiException.MissingRequiredParams(nameof(Version));
        }

        if (Version != supported)
        {
            throw ApiException.ApiVersionNotSupported(Excerpt.Of(Version));
        }
    }

    private static string Find(RpcRequest request, string parameter, string header, bool mustBeSigned)
    {
        var inParameters = request.Parameters.Optional(parameter) ?? "";
        if (!request.IsSignedByHeader)
        {
            return inParameters.Length > 0 || mustBeSigned ? inParameters : request.Headers[header].ToString();
        }

        var inHeaders = request.Headers[header].ToString();
        if (inParameters.Length > 0 && inHeaders.Length > 0 && inParameters != inHeaders)
        {
            throw ApiException.InvalidArgument(
                parameter,
                $"'{Excerpt.Of(inParameters)}' contradicts the header {header}, '{Excerpt.Of(inHeaders)}'");
        }

        return inHeaders.Length > 0 || mustBeSigned ? inHeaders : inParameters;
    }

    // A caller that would use headers but has no credentials lacks those, not the action.
    private static bool IsUnsignedHeaderCall(RpcRequest request) =>
        request.Headers.ContainsKey(ActionHeader) && request.Parameters.Optional("AccessKeyId") is null;
}
