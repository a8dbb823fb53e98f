using Sluice.Definitions;

namespace Sluice.Testing.Files;

/// <summary>The files that a test file names, each from where it lies itself.</summary>
internal sealed class NeighbourFiles(string testFile, Func<string, string> readText, TestProblems problems)
{
    public string PathOf(string named)
    {
        var folder = Path.GetDirectoryName(testFile);
        return string.IsNullOrEmpty(folder) ? named
            : Path.IsPathRooted(folder) ? Path.GetFullPath(named, folder)
            : Path.GetRelativePath(".", Path.Combine(folder, named));
    }

    /// <summary>Null when it cannot be read; then that is said.</summary>
    public string? Read(string named, SourcePosition position)
    {
        try
        {
            return readText(PathOf(named));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.AddRange([TestFileReader.Unreadable(named, position, e)]);
            return null;
        }
    }
}
