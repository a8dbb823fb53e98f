namespace Sluice.Docs.Tests;

/// <summary>Files of the repository that tests read where they stand.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every page that people read: the README in both languages, and all below <c>docs</c>.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md",
        "README.zh.md",
        .. Directory.GetFiles(PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The README of each room, and of each project of tests that has one.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        .. new[] { "src", "tests" }
            .SelectMany(folder => Directory.GetDirectories(PathOf(folder)))
            .Select(room => Path.GetRelativePath(Root, Path.Combine(room, "README.md")).Replace('\\', '/'))
            .Where(page => File.Exists(PathOf(page)))
            .Order(StringComparer.Ordinal),
    ];

    public static string PathOf(string page) => Path.Combine(Root, page);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        }

        return folder.FullName;
    }
}
