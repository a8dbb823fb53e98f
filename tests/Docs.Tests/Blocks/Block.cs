namespace Sluice.Docs.Tests.Blocks;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">From the repository's root, with <c>/</c>.</param>
/// <param name="Line">Of the opening fence, from 1.</param>
/// <param name="Info">What stands behind the opening fence, its words parted by single spaces.</param>
internal sealed record Block(string Page, int Line, string Info, string Text)
{
    public string Place => $"{Page}:{Line}";

    /// <summary>What the block is: the words of the info string but those of the form <c>name=value</c>.</summary>
    public string Kind => string.Join(' ', Info.Split(' ').Where(word => !word.Contains('=')));

    /// <summary>The value of a <c>name=value</c> in the info string; null when there is none.</summary>
    public string? Find(string name) => Info.Split(' ')
        .Where(word => word.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(word => word[(name.Length + 1)..])
        .FirstOrDefault();
}
