using System.Text;

namespace Sluice.Workbench;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Line">Such as <c>GET /path?query HTTP/1.1</c>.</param>
/// <param name="Headers">In order of arrival.</param>
public sealed record RecordedRequest(string Line, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Path => Line.Split(' ')[1];

    /// <summary>Every value of a header.</summary>
    public string[] All(string name) =>
        [.. Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];

    /// <summary>The one value of a header; null when it did not come.</summary>
    public string? Header(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        var values => throw new InvalidOperationException($"{name} came {values.Length} times."),
    };
}
