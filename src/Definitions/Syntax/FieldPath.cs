namespace Sluice.Definitions.Syntax;

/// <summary>
/// The way to a field within its state, such as <c>OutputConstructor.total.$</c>; text only when asked for.
/// </summary>
/// <param name="Name">A key, or a place such as <c>[2]</c>.</param>
internal sealed record FieldPath(FieldPath? Parent, string Name)
{
    private const int MaxShown = 12;

    public FieldPath(string name)
        : this(null, name)
    {
    }

    public FieldPath Member(string name) => new(this, name);

    public FieldPath Item(int index) => new(this, $"[{index}]");

    public override string ToString()
    {
        var parts = new List<string>();
        for (var path = this; path is not null; path = path.Parent)
        {
            parts.Insert(0, Diagnostics.Shorten(path.Name));
        }

        if (parts.Count > MaxShown)
        {
            parts[1] = "…";
            parts.RemoveRange(2, parts.Count - MaxShown);
        }

        return string.Join('.', parts).Replace(".[", "[", StringComparison.Ordinal);
    }
}
