using System.Net.Sockets;
using System.Text;
using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;
using Sluice.Storage;
using Sluice.Storage.Sqlite;

namespace Sluice.Cli.Backups;

/// <summary><c>sluice backup DIRECTORY</c>: by the server that runs, or by itself where none does.</summary>
internal sealed class BackupVerb : IVerb
{
    public string Name => "backup";

    public string Usage => "DIRECTORY [--data DIR]";

    public string Example => "sluice backup ./copy --data ./data";

    /// <returns>0; everything else is thrown.</returns>
    public async Task<int> RunAsync(string[] arguments, Surroundings surroundings)
    {
        if (arguments is not [var directory, .. var flags] || directory.StartsWith('-') || directory.Length == 0)
        {
            throw new StartException(Texts.FormatBackupNeedsDirectory(Name, Usage), StartException.Usage);
        }

        var output = surroundings.Output;
        var settings = surroundings.ReadSettings(CommandLine.Parse(flags));
        var (data, target) = (Path.GetFullPath(settings.Get(Settings.Data)!), Path.GetFullPath(directory));
        if (settings.Get(StoreSettings.Postgres) is not null)
        {
            throw new StartException(
                Texts.FormatBackupOfPostgres(StoreSettings.Postgres.Name),
                StartException.Usage);
        }

        await MakeAsync(data, target);
        await output.WriteLineAsync(Texts.FormatBackupDone(target));
        if (settings.Get(Settings.ObjectsDirectory) is { } objects)
        {
            await output.WriteLineAsync(Texts.FormatBackupWithoutObjects(objects));
        }

        return 0;
    }

    private static async Task MakeAsync(string data, string target)
    {
        try
        {
            if (!await TryAskAsync(BackupSocket.PathIn(data), target))
            {
                await DataBackup.MakeAsync(data, target, to => CopyStoppedAsync(data, to), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is StoreBackupException or StoreOpenException)
        {
            throw new StartException($"backup: {e.Message}", StartException.Environment);
        }
    }

    private static async Task CopyStoppedAsync(string data, string to)
    {
        await SqliteStore.BackUpStoppedAsync(data, to);

        // Nobody writes to them now: as they are, they belong together.
        string[] files = [DataBackup.QueueFile, DataBackup.QueueFile + "-wal"];
        foreach (var file in files.Where(file => File.Exists(Path.Combine(data, file))))
        {
            File.Copy(Path.Combine(data, file), Path.Combine(to, file));
        }
    }

    /// <returns>False when no server listens there.</returns>
    private static async Task<bool> TryAskAsync(string path, string target)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return false;
        }

        var isOurs = !DataBackup.IsUnderWay(target);
        var answer = await AskAsync(socket, target);
        if (answer.Length == 0 && isOurs)
        {
            // The server cannot any more.
            DataBackup.RemoveUnfinished(target);
        }

        return answer.StartsWith('+') ? true
            : throw new StoreBackupException(answer.Length > 1 ? answer[1..] : Texts.BackupServerEnded);
    }

    private static async Task<string> AskAsync(Socket socket, string target)
    {
        try
        {
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(target));
            socket.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
