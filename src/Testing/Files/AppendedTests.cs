using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Testing.Files;

/// <summary>Puts further tests behind those of a file, and leaves all else in it as it is written.</summary>
public sealed class AppendedTests
{
    private readonly List<string> _lines;
    private readonly int _place;
    private readonly HashSet<string> _names;

    private AppendedTests(List<string> lines, int place, int indent, HashSet<string> names) =>
        (_lines, _place, Indent, _names) = (lines, place, indent, names);

    /// <summary>Spaces before the dash of each test.</summary>
    public int Indent { get; }

    /// <param name="text">Of a file of tests that can be read.</param>
    /// <returns>Null when its tests stand in brackets, so that nothing can be put behind them.</returns>
    public static AppendedTests? To(string text)
    {
        if (YamlText.Read(text, Limits.Default, out _) is not MappingNode document
            || document.Find("tests") is not { Value: SequenceNode { Items: [MappingNode first, ..] } } tests
            || first.Entries.Count == 0)
        {
            return null;
        }

        List<string> lines = [.. text.TrimEnd('\n').Split('\n')];
        var line = lines[first.Position.Line - 1];
        var dash = line.IndexOf('-', StringComparison.Ordinal);
        if (first.Position.Line == tests.KeyPosition.Line || dash < 0 || !string.IsNullOrWhiteSpace(line[..dash]))
        {
            return null;
        }

        var place = lines.FindIndex(tests.KeyPosition.Line, each => IsNextKey(each, dash));
        var names = ((SequenceNode)tests.Value).Items.OfType<MappingNode>().Select(test => test.Text("name") ?? "");
        return new(lines, place < 0 ? lines.Count : place, dash, [.. names]);
    }

    /// <summary>The name, or another one that nobody has.</summary>
    public string Unique(string name)
    {
        var made = name;
        for (var number = 2; !_names.Add(made); number++)
        {
            made = $"{name} ({number})";
        }

        return made;
    }

    /// <param name="tests">Items of the list, each with the end of its last line.</param>
    public string With(IEnumerable<string> tests) =>
        string.Join('\n', [.. _lines[.._place], .. tests.SelectMany(test => new[] { "", test.TrimEnd('\n') }), .. _lines[_place..]]) + "\n";

    /// <summary>A key that follows the list: as far to the left as <c>tests</c> is.</summary>
    private static bool IsNextKey(string line, int dash) =>
        line.Length > 0 && line[0] is not (' ' or '#' or '\t') && !(dash == 0 && line[0] == '-');
}
