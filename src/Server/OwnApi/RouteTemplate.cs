using System.Diagnostics.CodeAnalysis;

namespace Sluice.Server.OwnApi;

/// <summary>A path with names in it, such as <c>/flows/{flow}/outline</c>.</summary>
internal sealed class RouteTemplate
{
    private readonly string[] _segments;

    /// <param name="text">Begins with a slash.</param>
    public RouteTemplate(string text)
    {
        Text = text;
        _segments = text[1..].Split('/');
        Names = [.. _segments.Where(IsName).Select(NameIn)];
    }

    public string Text { get; }

    /// <summary>What stands in braces, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <param name="path">Decoded segments.</param>
    /// <param name="values">One for each of <see cref="Names"/>.</param>
    public bool TryMatch(IReadOnlyList<string> path, [NotNullWhen(true)] out IReadOnlyList<string>? values)
    {
        values = null;
        if (path.Count != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (IsName(_segments[i]) ? path[i].Length == 0 : path[i] != _segments[i])
            {
                return false;
            }
        }

        values = [.. path.Where((_, i) => IsName(_segments[i]))];
        return true;
    }

    public override string ToString() => Text;

    private static bool IsName(string segment) => segment.StartsWith('{');

    private static string NameIn(string segment) => segment[1..^1];
}
