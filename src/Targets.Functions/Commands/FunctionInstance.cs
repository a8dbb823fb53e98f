using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Sluice.Targets.Functions.Commands;

/// <summary>One running program with a custom runtime.</summary>
internal sealed partial class FunctionInstance : IDisposable
{
    /// <summary>Longer lines of its output are logged in pieces.</summary>
    private const int MostLine = 2_000;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly string _name;
    private readonly StartedProgram _program;
    private readonly ILogger _logger;
    private volatile string _lastLine = "";
    private volatile int _exitCode;

    private FunctionInstance(string name, Uri endpoint, StartedProgram program, ILogger logger)
    {
        (_name, Endpoint, _program, _logger) = (name, endpoint, program, logger);
        _ = LogAsync(program.Output);
        _ = LogAsync(program.Errors);
        Exit = WaitForExitAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Ends when the program has exited.</summary>
    public Task Exit { get; }

    public bool HasExited => Exit.IsCompleted;

    /// <summary>How it ended, as a part of a sentence.</summary>
    public string End => $"exited with code {_exitCode}{(_lastLine.Length > 0 ? $"; its last line was: {_lastLine}" : "")}";

    /// <summary>Starts the program on a free port, and waits until it listens there.</summary>
    /// <exception cref="ProgramStartException">It is not there, exits, or does not listen in time.</exception>
    public static async Task<FunctionInstance> StartAsync(
        string name, FunctionBackend.Process backend, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var variables = new Dictionary<string, string>(CommandEnvironment.Of(backend.Command), StringComparer.Ordinal)
        {
            ["FC_SERVER_PORT"] = port,
            ["PORT"] = port,
        };
        var words = backend.Command.Words.Select(word => word.Replace("{port}", port, StringComparison.Ordinal)).ToList();
        var program = await StartedProgram.StartAsync(backend.Command, variables, words);
        program.Input.Close();
        var instance = new FunctionInstance(name, new Uri($"http://127.0.0.1:{port}"), program, logger);
        try
        {
            await instance.WaitUntilItListensAsync(backend.StartTime, time, cancellationToken);
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Asks the program to end, and ends it when it has not by then.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time)
    {
        _program.AskToEnd();
        await Task.WhenAny(Exit, Task.Delay(patience, time));
        Dispose();
    }

    public void Dispose() => _program.Dispose();

    private async Task WaitForExitAsync()
    {
        await _program.WaitForExitAsync(CancellationToken.None);
        _exitCode = _program.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilItListensAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (!await ListensAsync(either.Token))
            {
                if (HasExited)
                {
                    throw new ProgramStartException($"the program {End}");
                }

                await Task.Delay(BetweenTries, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProgramStartException(
                $"the program does not listen on port {Endpoint.Port} of 127.0.0.1 after {most.TotalSeconds:0} seconds; the "
                + "variable FC_SERVER_PORT tells it where");
        }
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task LogAsync(Stream output)
    {
        try
        {
            using var reader = new StreamReader(output, Encoding.UTF8);
            var (line, buffer) = (new StringBuilder(), new char[4096]);
            int count;
            while ((count = await reader.ReadAsync(buffer)) > 0)
            {
                foreach (var next in buffer.AsMemory(0, count).ToArray())
                {
                    if (next != '\n')
                    {
                        line.Append(next);
                    }

                    if (next == '\n' || line.Length == MostLine)
                    {
                        Log(line);
                    }
                }
            }

            Log(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    private void Log(StringBuilder line)
    {
        var text = line.ToString().TrimEnd();
        line.Clear();
        if (text.Length > 0)
        {
            _lastLine = text.Length <= 200 ? text : text[..200] + "…";
            LogLine(_logger, _name, text);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Function}: {Line}")]
    private static partial void LogLine(ILogger logger, string function, string line);
}
