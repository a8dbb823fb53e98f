using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli.Serving;

/// <summary>The directory that holds everything durable.</summary>
internal static class DataDirectory
{
    /// <summary>Makes it where it is absent, and tries whether it can be written.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="StartException">It cannot be made or written.</exception>
    public static string Prepare(string path)
    {
        try
        {
            var full = Directory.CreateDirectory(path).FullName;
            var probe = Path.Combine(full, $".probe-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return full;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartException(
                Texts.FormatDataUnusable(path, e.Message),
                StartException.Environment);
        }
    }
}
