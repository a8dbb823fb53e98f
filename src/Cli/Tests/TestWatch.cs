using System.Threading.Channels;
using Sluice.Cli.Remote;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Tests;

/// <summary><c>--watch</c>: runs the tests again whenever a file beside them changes.</summary>
internal static class TestWatch
{
    /// <summary>Editors write a file in several steps.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(50);

    /// <returns>The exit code of the last run, when Ctrl-C ends it.</returns>
    public static async Task<int> RunAsync(TestOrder order, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var watchers = FoldersOf(order).Select(folder => Watch(folder, changes.Writer)).ToList();
        var exitCode = ExitCodes.Done;
        try
        {
            while (true)
            {
                exitCode = new TestSession(order, surroundings).Run(cancellationToken);
                surroundings.Output.WriteLine(Texts.WaitingForChange);
                await changes.Reader.ReadAsync(cancellationToken);
                await Task.Delay(Settled, cancellationToken);
                changes.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException)
        {
            return exitCode;
        }
        finally
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    private static IEnumerable<string> FoldersOf(TestOrder order) => TestFiles.Find(order.Paths)
        .Concat(order.Paths.Where(Directory.Exists).Select(path => Path.Combine(path, ".")))
        .Select(path => Path.GetFullPath(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : "."))
        .Distinct(StringComparer.Ordinal);

    private static FileSystemWatcher Watch(string folder, ChannelWriter<bool> changes)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Changed += (_, _) => changes.TryWrite(true);
        watcher.Created += (_, _) => changes.TryWrite(true);
        watcher.Renamed += (_, _) => changes.TryWrite(true);
        watcher.Deleted += (_, _) => changes.TryWrite(true);
        return watcher;
    }
}
