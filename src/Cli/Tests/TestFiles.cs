using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Tests;

/// <summary>Finds the files of tests that are meant: those that are named, and in directories those that end so.</summary>
internal static class TestFiles
{
    private static readonly string[] Endings = [".test.yaml", ".test.yml"];

    /// <returns>Those in a directory in the order of their names.</returns>
    /// <exception cref="UsageException">One of the paths is not there.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Path.Exists(path))
            {
                throw new UsageException(Texts.FormatNoSuchPath(path));
            }
        }

        return [.. paths.SelectMany(path => Directory.Exists(path) ? Below(path) : [path]).Distinct(StringComparer.Ordinal)];
    }

    /// <remarks>Hidden directories hold nothing that was written for this.</remarks>
    private static IEnumerable<string> Below(string directory) => Directory
        .EnumerateFiles(directory, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        })
        .Where(path => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("node_modules"))
        .Order(StringComparer.Ordinal);
}
