using System.Globalization;
using System.Net;

namespace Sluice.Server.Hosting;

/// <summary>Which process listens on a port, where the system tells.</summary>
public static class PortHolder
{
    private const string Listening = "0A";

    /// <summary>Such as <c>process 4121 (dotnet)</c>; null when nobody does, or it is not told.</summary>
    public static string? Find(IPEndPoint? place)
    {
        if (place is null || !OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Sockets(place.Port) is { Count: > 0 } sockets && FindProcess(sockets) is { } process
                ? $"process {process} ({File.ReadAllText($"/proc/{process}/comm").Trim()})"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the links of open files say that are sockets on this port.</summary>
    private static HashSet<string> Sockets(int port)
    {
        var ending = port.ToString("X4", CultureInfo.InvariantCulture);
        return
        [
            .. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 9 && words[3] == Listening && words[1].EndsWith($":{ending}", StringComparison.Ordinal))
                .Select(words => $"socket:[{words[9]}]"),
        ];
    }

    private static string? FindProcess(HashSet<string> sockets) => Directory.GetDirectories("/proc")
        .Select(directory => Path.GetFileName(directory))
        .Where(name => name.All(char.IsAsciiDigit))
        .FirstOrDefault(process => OpenFiles(process).Any(file => LinkOf(file) is { } link && sockets.Contains(link)));

    /// <summary>None of a process of somebody else.</summary>
    private static string[] OpenFiles(string process)
    {
        try
        {
            return Directory.GetFiles($"/proc/{process}/fd");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? LinkOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
