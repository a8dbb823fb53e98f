using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli.Checking;

/// <summary>Finds the files that are meant: those that are named, and in directories those that may be definitions.</summary>
internal static class DefinitionFiles
{
    public const string StandardInput = "-";

    private static readonly string[] Endings = [".yaml", ".yml", ".json", ".fdl"];

    /// <param name="IsNamed">By the user; else it was found in a directory, and may be something else.</param>
    public sealed record Found(string Path, bool IsNamed);

    /// <returns>Those in a directory in the order of their names.</returns>
    /// <exception cref="StartException">One of the paths is not there.</exception>
    public static IReadOnlyList<Found> Find(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (path != StandardInput && !Path.Exists(path))
            {
                throw CheckArguments.Wrong(Texts.FormatNoSuchPath(path));
            }
        }

        return [.. paths.SelectMany(path => Directory.Exists(path) ? Below(path) : [new Found(path, IsNamed: true)])];
    }

    /// <remarks>Hidden directories hold nothing that was written for a server, links may lead round in circles.</remarks>
    private static IEnumerable<Found> Below(string directory)
    {
        foreach (var entry in Entries(directory))
        {
            var isHidden = entry.Name.StartsWith('.') || entry.Name == "node_modules";
            if (entry is DirectoryInfo && !isHidden && entry.LinkTarget is null)
            {
                foreach (var found in Below(Path.Combine(directory, entry.Name)))
                {
                    yield return found;
                }
            }
            else if (entry is FileInfo && !isHidden
                && Endings.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase))
            {
                yield return new(Path.Combine(directory, entry.Name), IsNamed: false);
            }
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(string directory)
    {
        try
        {
            return [.. new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CheckArguments.Wrong(Texts.FormatCannotRead(directory, e.Message));
        }
    }
}
