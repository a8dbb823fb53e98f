namespace Sluice.Outbound.Signing;

/// <summary>Path and query in the one spelling that signatures are made over.</summary>
public static class SignedUrl
{
    /// <param name="endpoint">Scheme, host and port; a path of its own stays in front.</param>
    /// <param name="path">As it is sent: begins with a slash, its segments escaped (<see cref="Uri.EscapeDataString(string)"/>).</param>
    /// <param name="query">Names and values as they are meant.</param>
    public static Uri Of(Uri endpoint, string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        var pairs = query
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        var joined = string.Join('&', pairs);
        var whole = $"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}{path}{(joined.Length == 0 ? "" : "?" + joined)}";

        // Sent as it is signed: nothing is decoded or shortened on the way, whatever a name is.
        return new Uri(whole, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
