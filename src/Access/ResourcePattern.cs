namespace Sluice.Access;

/// <summary>The resources that a statement speaks of.</summary>
/// <remarks>
/// Letter case counts, and <c>*</c> crosses <c>/</c> and <c>:</c>. A region or account that is left empty stands for
/// any, as in <c>acs:fnf:::flow/orders</c>. Source: protocol, section 12.2.
/// </remarks>
public sealed class ResourcePattern
{
    /// <summary><c>acs</c>, service, region, account, and the rest.</summary>
    internal const int Parts = 5;
    internal const int Account = 3;
    private const int Region = 2;

    private readonly string _text;
    private readonly string[]? _partsWithGaps;

    public ResourcePattern(string text)
    {
        _text = text;
        var parts = text.Split(':', Parts);
        var hasGaps = parts.Length == Parts && (parts[Region].Length == 0 || parts[Account].Length == 0);
        _partsWithGaps = hasGaps ? parts : null;
    }

    /// <param name="name">A whole resource name, without wildcards.</param>
    public bool Matches(string name) => _partsWithGaps is { } parts
        ? name.Split(':', Parts) is { Length: Parts } actual && Wildcards.Match(Fill(parts, actual), name, false)
        : Wildcards.Match(_text, name, ignoreCase: false);

    public override string ToString() => _text;

    private static string Fill(string[] parts, string[] actual) => string.Join(':', parts.Select((part, place) =>
        place is Region or Account && part.Length == 0 ? actual[place] : part));
}
