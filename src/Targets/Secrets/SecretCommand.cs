using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sluice.Targets.Secrets;

/// <summary>Asks a program for a secret. What it complains of is not shown: nobody knows what stands in it.</summary>
internal static class SecretCommand
{
    private static readonly string[] Kept = ["PATH", "HOME", "LANG", "TMPDIR"];

    /// <exception cref="SecretUnreadableException">It cannot be started, fails, takes too long or writes too much.</exception>
    public static async Task<string> RunAsync(
        SecretSource.Command command, IReadOnlyList<string> words, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var program = Start(command, words);
        try
        {
            program.StandardInput.Close();
            var complaints = program.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            var value = await ReadAsync(program.StandardOutput.BaseStream, either.Token);
            await program.WaitForExitAsync(either.Token);
            await complaints;
            return program.ExitCode == 0
                ? SecretFile.WithoutLineEnd(Encoding.UTF8.GetString(value))
                : throw new SecretUnreadableException($"cannot be had: the program '{Path.GetFileName(words[0])}' exited with code {program.ExitCode}");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SecretUnreadableException(
                $"cannot be had: the program '{Path.GetFileName(words[0])}' ran for more than {command.TimeLimit.TotalSeconds:0} seconds");
        }
        finally
        {
            End(program);
        }
    }

    private static Process Start(SecretSource.Command command, IReadOnlyList<string> words)
    {
        var info = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var name in Kept)
        {
            info.Environment[name] = Environment.GetEnvironmentVariable(name);
        }

        foreach (var (name, value) in command.Environment)
        {
            info.Environment[name] = value;
        }

        try
        {
            return Process.Start(info)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new SecretUnreadableException($"cannot be had: the program '{Path.GetFileName(words[0])}' cannot be started");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var part = new byte[4096];
        while (await output.ReadAsync(part, cancellationToken) is > 0 and var count)
        {
            read.Write(part, 0, count);
            if (read.Length > SecretFile.MostBytes)
            {
                throw new SecretUnreadableException($"has more than {SecretFile.MostBytes} bytes");
            }
        }

        return read.ToArray();
    }

    private static void End(Process program)
    {
        try
        {
            program.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It is gone.
        }
    }
}
