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

    /// <summary>For people: long ways and long names are shortened.</summary>
    public override string ToString()
    {
        var parts = Names().ConvertAll(Diagnostics.Shorten);
        if (parts.Count > MaxShown)
        {
            parts[1] = "…";
            parts.RemoveRange(2, parts.Count - MaxShown);
        }

        return Join(parts);
    }

    /// <summary>The whole way, however long: no two fields of a state share it but for keys with dots in them.</summary>
    public string FullText() => Join(Names());

    private List<string> Names()
    {
        var names = new List<string>();
        for (var path = this; path is not null; path = path.Parent)
        {
            names.Add(path.Name);
        }

        names.Reverse();
        return names;
    }

    private static string Join(List<string> parts) =>
        string.Join('.', parts).Replace(".[", "[", StringComparison.Ordinal);
}
