using System.Security.Cryptography;
using System.Text;
using Sluice.Identity.Callers;
using Sluice.Identity.Logins;
using Sluice.Model;

namespace Sluice.Server.Logins;

/// <summary>How a browser shows that somebody is logged in: a cookie, and a header where something is changed.</summary>
internal sealed class BrowserLogins(LoginSessions sessions)
{
    public const string Cookie = "sluice-session";
    public const string CsrfHeader = "x-sluice-csrf";

    /// <summary>Cookies go to the own API alone.</summary>
    private const string Path = "/sluice/api";

    /// <summary>Who is logged in where a request comes from.</summary>
    /// <param name="mutates">Whether the call changes anything: then a cookie alone is not enough.</param>
    /// <returns>Null when the request is signed, and so does not ask for it.</returns>
    /// <exception cref="ApiException"><c>LoginRequired</c>, <c>AccessDenied</c>.</exception>
    public Caller? Find(HttpRequest request, bool mutates)
    {
        if (IsSigned(request))
        {
            return null;
        }

        if (FindSession(request) is not var (session, caller))
        {
            throw ApiException.LoginRequired();
        }

        if (mutates)
        {
            CheckOwnPage(request, session);
        }

        return caller;
    }

    /// <summary>The session that a request's cookie opens; null when there is none.</summary>
    public (LoginSession Session, Caller Caller)? FindSession(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: > 0 } token ? sessions.Use(token) : null;

    /// <summary>The header that gives a browser its cookie.</summary>
    /// <param name="token">Empty to take it away.</param>
    /// <param name="isSecure">Whether the browser came over https.</param>
    public static string Give(string token, bool isSecure) =>
        $"{Cookie}={token}; Path={Path}; HttpOnly; SameSite=Strict{(isSecure ? "; Secure" : "")}"
        + (token.Length == 0 ? "; Max-Age=0" : "");

    private static bool IsSigned(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Query.ContainsKey("AccessKeyId") || request.Query.ContainsKey("Signature");

    /// <summary>A page of another site can have a browser send its cookie, and does not know the token.</summary>
    private static void CheckOwnPage(HttpRequest request, LoginSession session)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers[CsrfHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(session.CsrfToken)))
        {
            throw ApiException.AccessDenied(
                $"The header {CsrfHeader} must hold the csrfToken of this session, as the login and GET /sluice/api/v1/session tell it.");
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOf(origin, request.Host.Value))
        {
            throw ApiException.AccessDenied(
                $"Pages of '{Excerpt.Of(origin)}' may not call this server with a login of it.");
        }
    }

    private static bool IsOf(string origin, string? host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Authority.Equals(host, StringComparison.OrdinalIgnoreCase);
}
