using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>The program under a limit of its heap, beside a crowd that sends what never ends and reads nothing: it lives, answers
/// others, has lost nothing that it acknowledged, and has its memory back afterwards.</summary>
/// <remarks><c>SLUICE_CROWD</c> asks for more connections, <c>SLUICE_CROWD_MEGABYTES</c> for another limit and
/// <c>SLUICE_CROWD_SECONDS</c> for a longer siege.</remarks>
public sealed partial class HeapLimitTests(ITestOutputHelper output) : IDisposable
{
    private const int Addresses = 60;

    /// <summary>Code, SQLite, TLS and the stacks of threads.</summary>
    private const int NativeMegabytes = 180;

    /// <summary>Of what is counted: the caller's own connection and flows.</summary>
    private const long Slack = 2 << 20;

    /// <summary>A server that has not come to rest by then does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly int Connections = Number("SLUICE_CROWD", 300);
    private static readonly int Megabytes = Number("SLUICE_CROWD_MEGABYTES", 256);
    private static readonly TimeSpan Siege = TimeSpan.FromSeconds(Number("SLUICE_CROWD_SECONDS", 6));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-heap-");

    public void Dispose() => _directory.Delete(recursive: true);

    [LinuxFact]
    public async Task A_crowd_of_strangers_takes_neither_the_memory_nor_the_place_of_whoever_calls()
    {
        int called;
        await using (var server = await StartAsync())
        {
            await server.HasSaidAsync(", https://127.0.0.1:");
            await FillAsync(server);
            var (before, heldBefore) = (server.ResidentMegabytes, await HeldAsync(server));
            var times = new List<TimeSpan>();
            long cutOff;
            var tls = int.Parse(TlsPort().Match(server.Log).Groups["port"].Value, CultureInfo.InvariantCulture);
            await using (var crowd = new Crowd(
                new(IPAddress.Loopback, server.Port), new(IPAddress.Loopback, tls), "Action=ListFlows&Version=2019-03-15&Limit=1000"))
            {
                crowd.Join(Connections, Addresses);
                for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Siege;)
                {
                    times.Add(await CallAsync(server, times.Count));
                }

                cutOff = crowd.CutOff;
            }

            var during = server.ResidentMegabytes;
            var heldAfter = await HeldOnceQuietAsync(server, most: heldBefore + Slack);
            var after = await ResidentOnceQuietAsync(server, most: MostAfter(before));
            times.Sort();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Connections} connections, {Megabytes} MiB: {times.Count} calls, p50 {times[times.Count / 2].TotalMilliseconds:F1} ms, "
                + $"p99 {times[times.Count * 99 / 100].TotalMilliseconds:F1} ms, most {times[^1].TotalMilliseconds:F1} ms; {cutOff} cut off; "
                + $"{before} MiB before, {server.MostMegabytes} at most, {during} at the end, {after} after; "
                + $"counted {heldBefore / 1024} KiB before, {heldAfter / 1024} after"));

            Assert.InRange(server.MostMegabytes, 0, Megabytes + NativeMegabytes);
            Assert.InRange(after, 0, MostAfter(before));
            Assert.InRange(heldAfter, 0, heldBefore + Slack);
            Assert.True(cutOff > 0, "Nobody of the crowd was cut off.");
            Assert.DoesNotContain("OutOfMemory", server.Log, StringComparison.Ordinal);
            called = times.Count;
        }

        // It was killed, and what it has acknowledged is there.
        await using var next = await StartAsync();
        for (var number = 0; number < called; number += 1 + (called / 200))
        {
            Assert.Equal("Succeeded", await next.StatusAsync("kept", Name(number), wait: 10));
        }

        next.BeginStop();
        var code = await next.EndAsync();
        Assert.True(code == 0, $"It ended with {code}:\n{next.Log}");
    }

    private Task<StartedServer> StartAsync() => StartedServer.StartAsync(
        _directory.FullName, "http://127.0.0.1:0,https://127.0.0.1:0", new Dictionary<string, string>
        {
            ["DOTNET_GCHeapHardLimit"] = ((long)Megabytes << 20).ToString("x", CultureInfo.InvariantCulture),
        });

    /// <summary>What the server counts for everybody together, in bytes.</summary>
    private static async Task<long> HeldAsync(StartedServer server) =>
        (await server.GetAsync("/sluice/api/v1/system")).GetProperty("memoryUsedBytes").GetInt64();

    /// <summary>Asks until it is no more than that, or the patience is over.</summary>
    private static async Task<long> HeldOnceQuietAsync(StartedServer server, long most)
    {
        var held = long.MaxValue;
        for (var began = Stopwatch.GetTimestamp(); held > most && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            held = await HeldAsync(server);
        }

        return held;
    }

    private static async Task<long> ResidentOnceQuietAsync(StartedServer server, long most)
    {
        for (var began = Stopwatch.GetTimestamp(); server.ResidentMegabytes > most && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            await HeldAsync(server);
        }

        return server.ResidentMegabytes;
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
        Assert.Null(await server.TryStartAsync("kept", Name(number)));
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>What a server may have when all is over: pools of buffers, and what the allocator of the system keeps, stay a while.</summary>
    private static long MostAfter(long before) => (before * 4 / 3) + (Megabytes * 2 / 5);

    private static string Name(int number) => $"n{number}";

    [GeneratedRegex(@"https://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex TlsPort();

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
