using System.Diagnostics;

namespace Sluice.Workbench;

/// <summary>A file system in memory with little room, mounted for one test.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("sluice-disk-").FullName;

    public SmallDisk(int mebibytes)
    {
        if (!TryRun("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", _path))
        {
            Directory.Delete(_path);
            throw new InvalidOperationException("A file system cannot be mounted here.");
        }
    }

    public static bool IsPossible { get; } = Probe();

    public string Path => _path;

    /// <summary>A place for a data directory.</summary>
    public string Data => System.IO.Path.Combine(_path, "data");

    /// <summary>Takes what room is left; deleting the file gives it back.</summary>
    public string Fill()
    {
        var path = System.IO.Path.Combine(_path, "ballast");
        using var ballast = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 1);
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            return path;
        }
    }

    public void MakeReadOnly() => Assert.True(TryRun("mount", "-o", "remount,ro", _path));

    public void Dispose()
    {
        TryRun("umount", _path);
        Directory.Delete(_path);
    }

    private static bool Probe()
    {
        try
        {
            new SmallDisk(1).Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryRun(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
