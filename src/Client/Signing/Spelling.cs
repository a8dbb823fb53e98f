namespace Sluice.Client.Signing;

/// <summary>Path and query of a call in the one spelling that signatures are made over.</summary>
internal static class Spelling
{
    /// <param name="segments">Of the path, as they are meant.</param>
    /// <param name="query">Those without a value are left out.</param>
    public static Uri Of(
        Uri endpoint, IEnumerable<string> segments, IEnumerable<KeyValuePair<string, string?>> query)
    {
        var path = string.Concat(segments.Select(segment => "/" + Uri.EscapeDataString(segment)));
        var pairs = query.Where(pair => pair.Value is not null)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value ?? "")}");
        var joined = string.Join('&', pairs);
        var text = $"{endpoint.Scheme}://{endpoint.Authority}{(path.Length == 0 ? "/" : path)}{(joined.Length == 0 ? "" : "?" + joined)}";

        // Sent as it is signed: nothing is decoded or shortened on the way, whatever a name is.
        return new Uri(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
