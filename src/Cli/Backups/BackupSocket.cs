using System.Net.Sockets;
using System.Text;
using Sluice.Storage;

namespace Sluice.Cli.Backups;

/// <summary>Where <c>sluice backup</c> asks the running server for a backup: a socket in the data directory.</summary>
/// <remarks>
/// Only the server's own user can open it; nothing of it is on the network. A request is the path of the directory to be
/// made, an answer <c>+</c> or <c>-</c> and a sentence; both end where the sender stops sending.
/// </remarks>
internal sealed partial class BackupSocket : IAsyncDisposable
{
    private const int RequestBytes = 16 * 1024;

    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(5);

    /// <summary>So that a socket that is out of order does not keep a processor busy.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly string _path;
    private readonly Socket _socket;
    private readonly Func<string, CancellationToken, Task> _backUp;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    private BackupSocket(
        string path, Socket socket, Func<string, CancellationToken, Task> backUp, ILogger<BackupSocket> logger)
    {
        (_path, _socket, _backUp, _logger) = (path, socket, backUp, logger);
        _serving = ServeAsync();
    }

    /// <summary>Where the socket of a data directory is.</summary>
    public static string PathIn(string data) => Path.Combine(Path.GetFullPath(data), "sluice.sock");

    /// <param name="data">The data directory; this process has it for itself.</param>
    /// <param name="backUp">Makes a backup in the directory that it is given.</param>
    /// <returns>Null where there can be no such socket; then a backup needs the server to be stopped.</returns>
    public static BackupSocket? TryOpen(
        string data, Func<string, CancellationToken, Task> backUp, ILogger<BackupSocket> logger)
    {
        var path = PathIn(data);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // One that a killed process has left.
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            // Nobody gets in before this.
            socket.Listen();
            return new(path, socket, backUp, logger);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            socket.Dispose();
            LogNoSocket(logger, path, e.Message);
            return null;
        }
    }

    /// <summary>Ends a backup that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _socket.Dispose();
        File.Delete(_path);
    }

    private async Task ServeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                using var caller = await _socket.AcceptAsync(_stopping.Token);
                await AnswerAsync(caller);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // The caller has gone, or the server stops.
                await Task.Delay(PauseAfterFailure, _stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AnswerAsync(Socket caller)
    {
        await using var stream = new NetworkStream(caller);
        var answer = await AnswerToAsync(await ReadRequestAsync(stream));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stopping.Token);
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(RequestTime);
        var bytes = new byte[RequestBytes];
        var count = await stream.ReadAtLeastAsync(bytes, RequestBytes, throwOnEndOfStream: false, patience.Token);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, count));
    }

    private async Task<string> AnswerToAsync(string directory)
    {
        if (!Path.IsPathFullyQualified(directory) || directory.Contains('\0'))
        {
            return "-A backup needs the full path of a directory.";
        }

        try
        {
            await _backUp(directory, _stopping.Token);
            return "+";
        }
        catch (StoreBackupException e)
        {
            return "-" + e.Message;
        }
        catch (OperationCanceledException)
        {
            return "-The server stops.";
        }
        catch (Exception e)
        {
            LogFailed(_logger, directory, e);
            return "-The backup failed; see the server's log.";
        }
    }

    [LoggerMessage(
        50, LogLevel.Warning, "There is no socket {Path} ({Problem}): backups can be made only while the server is stopped.")]
    private static partial void LogNoSocket(ILogger logger, string path, string problem);

    [LoggerMessage(51, LogLevel.Error, "The backup in {Directory} failed.")]
    private static partial void LogFailed(ILogger logger, string directory, Exception exception);
}
