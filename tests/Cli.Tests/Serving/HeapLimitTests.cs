using System.Diagnostics;
using System.Globalization;
using System.Net;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>The program under a limit of its heap, beside a crowd that sends what never ends and reads nothing: it lives, answers
/// others, and has its memory back afterwards.</summary>
/// <remarks><c>SLUICE_CROWD</c> asks for more connections, <c>SLUICE_CROWD_MEGABYTES</c> for another limit and
/// <c>SLUICE_CROWD_SECONDS</c> for a longer siege.</remarks>
public sealed class HeapLimitTests(ITestOutputHelper output) : IDisposable
{
    private const int Addresses = 60;

    /// <summary>Code, SQLite and the stacks of threads.</summary>
    private const int NativeMegabytes = 120;

    private static readonly int Connections = Number("SLUICE_CROWD", 300);
    private static readonly int Megabytes = Number("SLUICE_CROWD_MEGABYTES", 256);
    private static readonly TimeSpan Siege = TimeSpan.FromSeconds(Number("SLUICE_CROWD_SECONDS", 6));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-heap-");

    public void Dispose() => _directory.Delete(recursive: true);

    [LinuxFact]
    public async Task A_crowd_of_strangers_takes_neither_the_memory_nor_the_place_of_whoever_calls()
    {
        await using var server = await StartedServer.StartAsync(
            _directory.FullName, "http://127.0.0.1:0", new Dictionary<string, string>
            {
                ["DOTNET_GCHeapHardLimit"] = ((long)Megabytes << 20).ToString("x", CultureInfo.InvariantCulture),
            });
        await FillAsync(server);
        var before = server.ResidentMegabytes;
        var times = new List<TimeSpan>();
        long cutOff;
        await using (var crowd = new Crowd(new(IPAddress.Loopback, server.Port), "Action=ListFlows&Version=2019-03-15&Limit=1000"))
        {
            crowd.Join(Connections, Addresses);
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Siege;)
            {
                times.Add(await CallAsync(server, times.Count));
            }

            cutOff = crowd.CutOff;
        }

        var after = await server.TryStartAsync("kept", "last");
        times.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Connections} connections, {Megabytes} MiB: {times.Count} calls, p50 {times[times.Count / 2].TotalMilliseconds:F1} ms, "
            + $"p99 {times[times.Count * 99 / 100].TotalMilliseconds:F1} ms, most {times[^1].TotalMilliseconds:F1} ms; "
            + $"{cutOff} cut off; {before} MiB before, {server.MostMegabytes} at most, {server.ResidentMegabytes} after"));

        Assert.Null(after);
        Assert.InRange(server.MostMegabytes, 0, Megabytes + NativeMegabytes);
        Assert.True(cutOff > 0, "Nobody of the crowd was cut off.");
        Assert.DoesNotContain("OutOfMemory", server.Log, StringComparison.Ordinal);
        server.BeginStop();
        var code = await server.EndAsync();
        Assert.True(code == 0, $"It ended with {code}:\n{server.Log}");
    }

    /// <summary>Flows whose list is some megabytes long.</summary>
    private static async Task FillAsync(StartedServer server)
    {
        const string Kept = """{"Type":"StateMachine","SpecVersion":"v1","Name":"kept","StartAt":"P","States":[{"Name":"P","Type":"Pass","End":true}]}""";
        await server.CreateFlowAsync("kept", Kept);
        for (var i = 0; i < 40; i++)
        {
            var name = $"large{i}";
            await server.CreateFlowAsync(
                name,
                Kept.Replace("\"kept\"", $"\"{name}\"", StringComparison.Ordinal)
                    .Replace("\"SpecVersion\"", $"\"Comment\":\"{new string('x', 200_000)}\",\"SpecVersion\"", StringComparison.Ordinal));
        }
    }

    private static async Task<TimeSpan> CallAsync(StartedServer server, int number)
    {
        var began = Stopwatch.GetTimestamp();
        Assert.Null(await server.TryStartAsync("kept", $"n{number}"));
        return Stopwatch.GetElapsedTime(began);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
