using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.Cli.Tests.Serving;

/// <summary>The program itself, started as an operator starts it.</summary>
internal sealed class StartedServer : IAsyncDisposable
{
    private const int Terminate = 15;

    /// <summary>A server that takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly SemaphoreSlim _said = new(0);
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(90) };

    private StartedServer(Process process) => _process = process;

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "sluice.dll");

    public int Port => _port.Task.Result;

    public int ProcessId => _process.Id;

    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    public long MostMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>The files that it has in its memory, such as libraries.</summary>
    public string Mapped => File.ReadAllText($"/proc/{_process.Id}/maps");

    /// <summary>All it has said so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <param name="data">Its data directory.</param>
    /// <param name="listen">One URL of http first.</param>
    /// <param name="more">More of its arguments.</param>
    /// <returns>Once it takes calls.</returns>
    public static Task<StartedServer> StartAsync(
        string data, string listen = "http://127.0.0.1:0", params string[] more) =>
        StartAsync(data, listen, new Dictionary<string, string>(), more);

    /// <param name="environment">Variables that it has besides.</param>
    /// <inheritdoc cref="StartAsync(string, string, string[])"/>
    public static async Task<StartedServer> StartAsync(
        string data, string listen, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--data", data, "--listen", listen, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new StartedServer(new Process { StartInfo = start });
        server._process.OutputDataReceived += (_, line) => server.Read(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Read(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server._port.Task.WaitAsync(Patience);
        return server;
    }

    /// <summary>Makes a call, everything in a form.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(
        string action, params (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(
            parameters.Select(item => KeyValuePair.Create(item.Name, item.Value))
                .Append(new("Action", action)).Append(new("Version", "2019-03-15")));
        using var answer = await _client.PostAsync($"http://127.0.0.1:{Port}/", form);
        var body = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, JsonDocument.Parse(body).RootElement);
    }

    /// <param name="path">Of the own API.</param>
    public async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await _client.GetStringAsync($"http://127.0.0.1:{Port}{path}")).RootElement;

    public async Task CreateFlowAsync(string name, string definition) => AssertAnswered(await CallAsync(
        "CreateFlow", ("Name", name), ("Type", "FDL"), ("Description", ""), ("Definition", definition)));

    /// <returns>Null when it is accepted, or else the error's code.</returns>
    public async Task<string?> TryStartAsync(string flow, string name, string input = "{}")
    {
        var (status, body) = await CallAsync(
            "StartExecution", ("FlowName", flow), ("ExecutionName", name), ("Input", input));
        return status == 200 ? null : body.GetProperty("Code").GetString();
    }

    /// <param name="wait">Seconds to wait for its end.</param>
    public async Task<string> StatusAsync(string flow, string name, int wait = 0)
    {
        var answer = await CallAsync(
            "DescribeExecution",
            ("FlowName", flow),
            ("ExecutionName", name),
            ("WaitTimeSeconds", wait.ToString(CultureInfo.InvariantCulture)));
        AssertAnswered(answer);
        return answer.Body.GetProperty("Status").GetString()!;
    }

    /// <summary>Returns once it has said something: what it logs comes a little behind what it answers.</summary>
    public async Task HasSaidAsync(string text)
    {
        while (!Log.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await _said.WaitAsync(Patience), $"The server does not say '{text}':\n{Log}");
        }
    }

    /// <summary>Asks it to stop, as an operator or a service manager does.</summary>
    public void BeginStop() => Assert.Equal(0, Kill(_process.Id, Terminate));

    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        // And for the last of what it says.
        await _process.WaitForExitAsync().WaitAsync(Patience);

        _process.Dispose();
        _client.Dispose();
        _said.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _port.TrySetException(new InvalidOperationException($"The server does not start:\n{Log}"));
            return;
        }

        _log.Enqueue(line);
        _said.Release();
        const string Sign = "listens on http://127.0.0.1:";
        if (line.IndexOf(Sign, StringComparison.Ordinal) is >= 0 and var place)
        {
            var digits = line[(place + Sign.Length)..].TakeWhile(char.IsAsciiDigit).ToArray();
            _port.TrySetResult(int.Parse(digits, CultureInfo.InvariantCulture));
        }
    }

    private static void AssertAnswered((int Status, JsonElement Body) answer) =>
        Assert.True(answer.Status == 200, answer.Body.ToString());

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
