using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Docs.Tests.Language;

/// <summary>The program itself, open, on data of its own.</summary>
internal sealed partial class StartedSluice : IAsyncDisposable
{
    /// <summary>One that takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sluice-docs-");
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(90) };
    private readonly Process _process;

    private StartedSluice(IEnumerable<string> flags) => _process = new Process
    {
        StartInfo = new(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "sluice.dll"),
                "--data", _data.FullName, "--listen", "http://127.0.0.1:0", .. flags,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        },
    };

    public string Url { get; private set; } = "";

    /// <returns>Once it takes calls.</returns>
    public static async Task<StartedSluice> StartAsync(params IEnumerable<string> flags)
    {
        var server = new StartedSluice(flags);
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        server._process.OutputDataReceived += (_, line) => Read(line.Data);
        server._process.ErrorDataReceived += (_, line) => Read(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.Url = await said.Task.WaitAsync(Patience);
        return server;

        void Read(string? line)
        {
            if (line is null)
            {
                said.TrySetException(new InvalidOperationException("The server does not start."));
            }
            else if (Listening().Match(line) is { Success: true } match)
            {
                said.TrySetResult(match.Groups[1].Value);
            }
        }
    }

    /// <summary>Puts a file where a bucket has its objects.</summary>
    /// <param name="path">Bucket and key.</param>
    public void PutObject(string path, string text)
    {
        var file = Path.Combine(_data.FullName, "objects", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Makes a call, everything in a form; one that is refused fails the test.</summary>
    public async Task<JsonElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(
            parameters.Select(item => KeyValuePair.Create(item.Name, item.Value))
                .Append(new("Action", action)).Append(new("Version", "2019-03-15")));
        using var answer = await _client.PostAsync(Url, form);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"listens on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
