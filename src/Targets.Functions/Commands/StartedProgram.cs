using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sluice.Targets.Functions.Commands;

/// <summary>A program that was started without a shell, in a process group of its own that ends with the server.</summary>
/// <remarks>
/// On Linux <c>setsid</c> gives it its group, and <c>setpriv</c> has the kernel end it when the server is killed. Elsewhere it
/// is ended with what it has started itself when the server stops.
/// </remarks>
internal sealed class StartedProgram : IDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;

    private static readonly string? SetSid = OperatingSystem.IsLinux() ? InUsualPlace("setsid") : null;
    private static readonly string? SetPriv = OperatingSystem.IsLinux() ? InUsualPlace("setpriv") : null;
    private static readonly Lazy<BlockingCollection<Action>> Starts = new(StartThread);

    private readonly Process _process;
    private readonly int _id;

    private StartedProgram(Process process) => (_process, _id) = (process, process.Id);

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Errors => _process.StandardError.BaseStream;

    /// <summary>Once it has exited. A signal shows as 128 and its number.</summary>
    public int ExitCode => _process.ExitCode;

    /// <param name="variables">All that it finds in its environment.</param>
    /// <param name="words">Arguments in place of the command's own; null for those.</param>
    /// <exception cref="ProgramStartException">There is no such program, or it cannot be started.</exception>
    public static async Task<StartedProgram> StartAsync(
        FunctionCommand command, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string>? words = null)
    {
        var program = ProgramPath.Find(command) ?? throw new ProgramStartException(
            $"the program '{command.Words[0]}' is not there");
        if (command.Directory is { } directory && !Directory.Exists(directory))
        {
            throw new ProgramStartException($"the directory '{directory}' is not there");
        }

        var info = new ProcessStartInfo
        {
            WorkingDirectory = command.Directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all = [.. Guards(), program, .. (words ?? command.Words).Skip(1)];
        info.FileName = all[0];
        foreach (var word in all.Skip(1))
        {
            info.ArgumentList.Add(word);
        }

        info.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        return await OnThreadThatStaysAsync(() => Start(info));
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks it to end.</summary>
    public void AskToEnd() => Signal(Terminate);

    /// <summary>Ends it, and all that is in its group, also when it has exited itself.</summary>
    public void End()
    {
        Signal(Kill);
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It is gone.
        }
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    private static string[] Guards() => (SetSid, SetPriv) switch
    {
        ({ } session, { } guard) => [session, guard, "--pdeathsig", "KILL", "--"],
        ({ } session, null) => [session],
        _ => [],
    };

    private static string? InUsualPlace(string tool) => File.Exists("/usr/bin/" + tool) ? "/usr/bin/" + tool : null;

    private static StartedProgram Start(ProcessStartInfo info)
    {
        try
        {
            return new StartedProgram(Process.Start(info)!);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new ProgramStartException(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>The kernel ends a guarded program with the thread that started it, so that thread must stay.</summary>
    private static Task<StartedProgram> OnThreadThatStaysAsync(Func<StartedProgram> start)
    {
        var started = new TaskCompletionSource<StartedProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Value.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "Starts programs",
        }.Start();
        return starts;
    }

    /// <summary>To its group, which may outlive it; without one, <see cref="End"/> alone ends it.</summary>
    private void Signal(int signal)
    {
        if (SetSid is not null)
        {
            _ = SendSignal(-_id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>A program cannot be started; the message says why, without a full stop.</summary>
internal sealed class ProgramStartException(string message) : Exception(message);
