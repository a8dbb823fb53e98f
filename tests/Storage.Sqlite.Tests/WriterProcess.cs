using System.Diagnostics;

namespace Sluice.Storage.Sqlite.Tests;

/// <summary>Starts a process that commits to a store until it is killed; see its Program.cs for what it prints.</summary>
internal static class WriterProcess
{
    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Sluice.Storage.Sqlite.Writer.dll");

    public static Process Start(string directory) => Start(new ProcessStartInfo(Dotnet, [Program, directory]));

    /// <summary>Starts it with no file allowed to grow beyond a length: writes above it fail with an I/O error.</summary>
    public static Process StartWithFileLimit(string directory, int kibibytes)
    {
        // The signal is ignored so that the write fails; the runtime must not size memory files for its own code.
        var script = $"trap '' XFSZ; ulimit -f {kibibytes * 2}; exec \"{Dotnet}\" \"{Program}\" \"{directory}\"";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Start(start);
    }

    private static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        return Process.Start(start)!;
    }
}
