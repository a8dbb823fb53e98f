namespace Sluice.Outbound;

/// <summary>Which URLs can be called.</summary>
public static class UrlRules
{
    /// <summary>What is wrong with a URL, without a full stop; null for nothing.</summary>
    public static string? Problem(Uri url) =>
        url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps
            ? $"the scheme must be http or https, not '{url.Scheme}'"
        : url.UserInfo.Length > 0
            ? "a user name or password cannot be part of it; send an Authorization header instead"
        : url.Host.Length == 0 ? "the host is missing"
        : null;

    /// <summary>Where a request goes to, the same for every way to write it.</summary>
    public static string HostAndPort(Uri url) => url.HostNameType == UriHostNameType.IPv6
        ? $"{url.Host}:{url.Port}"
        : $"{url.IdnHost.ToLowerInvariant()}:{url.Port}";

    /// <summary>A URL for people: without what may be secret in it, which is all but scheme, host and port.</summary>
    public static string Shown(Uri url) =>
        $"{url.Scheme}://{url.Authority}{(url.PathAndQuery.Length > 1 ? "/…" : "/")}";
}
