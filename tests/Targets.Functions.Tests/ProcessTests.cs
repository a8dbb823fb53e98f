using System.Globalization;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

/// <summary>Functions in Node, which the whole project's tests need anyway, started as processes.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Function = """
        require('http').createServer(async (request, response) => {
          const event = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}');
          if (event.exit !== undefined) { console.error('going away'); process.exit(event.exit); }
          if (event.fail) { response.statusCode = 404; response.end(JSON.stringify({ errorType: event.fail })); return; }
          if (event.flood) console.log('x'.repeat(event.flood));
          if (event.hang) return;
          response.end(JSON.stringify({ id: process.pid, url: request.url, secret: process.env.SLUICE_TEST_HIDDEN ?? null }));
        }).listen(Number(process.env.FC_SERVER_PORT), '127.0.0.1');
        """;

    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"function-{Guid.NewGuid():N}.cjs");

    public ProcessTests() => File.WriteAllText(_file, Function);

    public void Dispose() => File.Delete(_file);

    [LinuxFact]
    public async Task A_program_is_started_once_and_asked_at_invoke()
    {
        Environment.SetEnvironmentVariable("SLUICE_TEST_HIDDEN", "hush");
        await using var target = Target(Node());

        var (first, second) = (await AskAsync(target, "{}"), await AskAsync(target, "{}"));

        Assert.Equal(JsonValue.Of("/invoke"), first.Get("url"));
        Assert.Equal(JsonValue.Null, first.Get("secret"));
        Assert.Equal(first.Get("id"), second.Get("id"));
    }

    [LinuxFact]
    public async Task A_failure_has_the_name_that_the_function_gives()
    {
        await using var target = Target(Node());

        Assert.Equal("Gone", (await InvokeAsync(target, """{"fail":"Gone"}""")).Failure!.Code);
    }

    [LinuxFact]
    public async Task A_program_that_dies_fails_its_call_and_another_takes_its_place()
    {
        await using var target = Target(Node());

        var failure = (await InvokeAsync(target, """{"exit":3}""")).Failure!;
        var next = await AskAsync(target, "{}");

        Assert.Equal("FC.Unknown", failure.Code);
        Assert.Contains("exited with code 3", failure.Cause, StringComparison.Ordinal);
        Assert.NotNull(next);
    }

    [LinuxFact]
    public async Task A_program_that_floods_its_output_answers_all_the_same()
    {
        await using var target = Target(Node());

        Assert.NotNull(await AskAsync(target, """{"flood":3000000}"""));
    }

    [LinuxFact]
    public async Task When_all_are_full_the_next_instance_starts()
    {
        await using var target = Target(Node() with { Instances = 2, CallsPerInstance = 1 });
        var first = await AskAsync(target, "{}");
        using var stop = new CancellationTokenSource();
        var hanging = target.InvokeAsync(Event("""{"hang":true}"""), stop.Token);

        var second = await AskAsync(target, "{}");

        Assert.NotEqual(first.Get("id"), second.Get("id"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [LinuxFact]
    public async Task Programs_end_with_the_target()
    {
        string id;
        await using (var target = Target(Node()))
        {
            id = (await AskAsync(target, "{}")).Get("id").ToString();
        }

        Assert.False(Directory.Exists($"/proc/{int.Parse(id, CultureInfo.InvariantCulture)}"));
    }

    [LinuxFact]
    public async Task A_program_that_does_not_listen_is_a_failure_that_says_so()
    {
        await using var target = Target(new FunctionBackend.Process(new(["sleep", "1000"], null, NoVariables))
        {
            StartTime = TimeSpan.FromMilliseconds(100),
        });

        var failure = (await InvokeAsync(target, "{}")).Failure!;

        Assert.Equal("FC.FunctionNotStarted", failure.Code);
        Assert.Contains("FC_SERVER_PORT", failure.Cause, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_program_that_exits_at_once_is_a_failure_with_its_last_line()
    {
        await using var target = Target(new FunctionBackend.Process(
            new(["node", "-e", "console.error('no such module'); process.exit(4)"], null, NoVariables)));

        var failure = (await InvokeAsync(target, "{}")).Failure!;

        Assert.Equal("FC.FunctionNotStarted", failure.Code);
        Assert.Contains("exited with code 4", failure.Cause, StringComparison.Ordinal);
    }

    private FunctionBackend.Process Node() => new(new FunctionCommand(["node", _file], null, NoVariables));

    private static TaskCall Event(string body) => Call(With($"\"result\":\"value\",\"body\":{body}"));

    private static Task<Outcome<JsonPayload>> InvokeAsync(FunctionTarget target, string body) =>
        target.InvokeAsync(Event(body), CancellationToken.None).WaitAsync(Patience);

    private static async Task<JsonObject> AskAsync(FunctionTarget target, string body) =>
        (JsonObject)(await InvokeAsync(target, body)).Value.Value;
}
