using System.Text.RegularExpressions;

namespace Sluice.House.Tests;

/// <summary>A file of a project below <c>src</c>.</summary>
/// <param name="Project">Its directory, such as <c>Storage.Sqlite</c>.</param>
/// <param name="Folder">The top-level one that it lies in; empty for the project's own.</param>
internal sealed partial record SourceFile(string Project, string Folder, string Text)
{
    private const string Source = "src";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Projects().SelectMany(Of)];

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>The class it holds, or a part of one, with its namespace; null when it holds none.</summary>
    public string? Class => Type().Match(Text) is { Success: true } type
        ? $"{Namespace().Match(Text).Groups["name"].Value}.{type.Groups["name"].Value}"
        : null;

    /// <summary>The folders of its project that it names in <c>using</c> lines.</summary>
    public IEnumerable<string> Usings() => Using().Matches(Text)
        .Select(line => line.Groups["name"].Value)
        .Where(name => name.StartsWith($"Sluice.{Project}.", StringComparison.Ordinal))
        .Select(name => name[$"Sluice.{Project}.".Length..].Split('.')[0]);

    /// <summary>What the files of all projects, those of tests and measurements too, use as a whole, as they say it.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<string> Uses)> Everywhere() =>
        from top in (string[])[Source, "tests", "bench"]
        from path in Directory.GetFiles(Path.Combine(Root(), top), "*.cs", SearchOption.AllDirectories)
        let parts = path.Split(Path.DirectorySeparatorChar)
        where !parts.Contains("bin") && !parts.Contains("obj")
        select (path, (IReadOnlyList<string>)[.. Used().Matches(File.ReadAllText(path)).Select(line => line.Groups["name"].Value)]);

    /// <summary>Pairs of names with a dot between them: perhaps a folder and a type in it, named without a <c>using</c>.</summary>
    public IEnumerable<string> DottedNames() => Dotted().Matches(Text).Select(pair => pair.Value);

    /// <summary>The file that says what a project needs.</summary>
    public static string ProjectFile(string project) =>
        Path.Combine(Root(), Source, project, $"Sluice.{project}.csproj");

    private static IEnumerable<string> Projects() => Directory.GetDirectories(Path.Combine(Root(), Source))
        .Where(directory => Directory.GetFiles(directory, "*.csproj").Length > 0)
        .Select(directory => Path.GetFileName(directory));

    private static IEnumerable<SourceFile> Of(string project)
    {
        var root = Path.Combine(Root(), Source, project);
        foreach (var file in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj"))
            {
                yield return new(project, parts.Length > 1 ? parts[0] : "", File.ReadAllText(file).ReplaceLineEndings("\n"));
            }
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^using (static )?(\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Using();

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Used();

    [GeneratedRegex(@"(?<![\w.]|^\s*//.*|^using .*)[A-Z]\w*\.[A-Z]\w*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(\w+ )*(class|record|struct|interface)( class| struct)? (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Type();
}
