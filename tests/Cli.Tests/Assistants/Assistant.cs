using System.Diagnostics;
using System.Text.Json;
using Sluice.Cli.Tests.Serving;

namespace Sluice.Cli.Tests.Assistants;

/// <summary>Starts <c>sluice mcp</c> and speaks the protocol to it, a line for each message.</summary>
internal sealed class Assistant : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private int _last;

    private Assistant(Process process) => _process = process;

    /// <summary>What the program says of itself.</summary>
    public JsonElement Welcome { get; private set; }

    public static async Task<Assistant> StartAsync(string endpoint, params string[] more)
    {
        var assistant = new Assistant(Process.Start(new ProcessStartInfo("dotnet", [StartedServer.Program, "mcp", "--endpoint", endpoint, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        assistant.Welcome = await assistant.AskAsync(
            "initialize",
            new { protocolVersion = "2025-06-18", capabilities = new { }, clientInfo = new { name = "test", version = "1" } });
        await assistant.SayAsync(new { jsonrpc = "2.0", method = "notifications/initialized" });
        return assistant;
    }

    public async Task<JsonElement> AskAsync(string method, object? parameters = null) =>
        (await AnswerAsync(method, parameters)).GetProperty("result");

    /// <returns>The error.</returns>
    public async Task<JsonElement> RefusedAsync(string method, object parameters) =>
        (await AnswerAsync(method, parameters)).GetProperty("error");

    public async Task<(bool IsError, string Text)> CallAsync(string tool, object arguments)
    {
        var result = await AskAsync("tools/call", new { name = tool, arguments });
        return (
            result.TryGetProperty("isError", out var isError) && isError.GetBoolean(),
            result.GetProperty("content")[0].GetProperty("text").GetString()!);
    }

    /// <summary>The end of its input ends the program.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, _process.ExitCode);
        _process.Dispose();
    }

    private async Task<JsonElement> AnswerAsync(string method, object? parameters)
    {
        var id = ++_last;
        await SayAsync(new { jsonrpc = "2.0", id, method, @params = parameters ?? new { } });
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            var message = JsonDocument.Parse(line).RootElement;
            if (message.TryGetProperty("id", out var of) && of.ValueKind == JsonValueKind.Number && of.GetInt32() == id)
            {
                return message;
            }
        }

        throw new InvalidOperationException("The program has ended.");
    }

    private async Task SayAsync(object message)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message));
        await _process.StandardInput.FlushAsync();
    }
}
