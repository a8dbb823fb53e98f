using Sluice.Model;

namespace Sluice.Server.OwnApi;

/// <summary>Which resource a method and a path mean.</summary>
/// <param name="resources">No two of one method fit the same path.</param>
internal sealed class RouteTable(IReadOnlyList<Resource> resources)
{
    public IReadOnlyList<Resource> Resources => resources;

    /// <param name="allowed">The methods that the path has, when this is none of them.</param>
    /// <exception cref="ApiException">There is nothing at this path, or not with this method.</exception>
    public (Resource Resource, IReadOnlyList<string> Values) Find(string method, OwnPath path, out string? allowed)
    {
        allowed = null;
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (resource.Route.TryMatch(path.Segments, out var values))
            {
                if (resource.Method == method)
                {
                    return (resource, values);
                }

                others.Add(resource.Method);
            }
        }

        if (others.Count == 0)
        {
            throw UnknownPath(path);
        }

        allowed = string.Join(", ", others);
        throw ApiException.Refused(
            405,
            "MethodNotAllowed",
            $"The verb '{Excerpt.Of(method)}' is not supported at '{Excerpt.Of(path.Canonical)}'; use {allowed}.");
    }

    private static ApiException UnknownPath(OwnPath path) => ApiException.Refused(
        404,
        "NotFound",
        $"There is nothing at the path '{Excerpt.Of(path.Canonical)}'; "
        + $"GET {OwnPath.Prefix}/openapi.json says what there is.");
}
