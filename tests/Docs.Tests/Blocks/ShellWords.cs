using System.Text.RegularExpressions;

namespace Sluice.Docs.Tests.Blocks;

/// <summary>The words of a simple command line.</summary>
internal static partial class ShellWords
{
    public static List<string> Of(string line) =>
        [.. Word().Matches(line).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal))];

    [GeneratedRegex(@"('[^']*'|[^\s'])+")]
    private static partial Regex Word();
}
