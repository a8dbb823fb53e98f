using System.Reflection;

namespace Sluice.Cli.Examples;

/// <summary>The examples that the program brings along: the directories of <c>gallery</c>, as they are there.</summary>
internal static class Gallery
{
    private const string Folder = "gallery/";

    private static readonly Assembly Program = typeof(Gallery).Assembly;

    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<Example> All { get; } =
    [
        .. Program.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => resource[Folder.Length..])
            .GroupBy(path => path[..path.IndexOf('/', StringComparison.Ordinal)], path => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .OrderBy(example => example.Key, StringComparer.Ordinal)
            .Select(example => new Example(example.Key, [.. example.Order(StringComparer.Ordinal)])),
    ];

    public static Example? Find(string name) => All.FirstOrDefault(example => example.Name == name);

    /// <summary>The text of a file of an example.</summary>
    /// <param name="path">Within the example's directory, with <c>/</c> between its parts.</param>
    public static string Read(Example example, string path)
    {
        using var reader = new StreamReader(Program.GetManifestResourceStream($"{Folder}{example.Name}/{path}")!);
        return reader.ReadToEnd();
    }
}
