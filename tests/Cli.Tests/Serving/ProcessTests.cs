using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Cli.Tests.Serving;

/// <summary>The program itself: what it prints and how it ends.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Version_is_one_line()
    {
        var (code, output, error) = await RunAsync("--version");

        Assert.Matches(@"\Asluice \d+\.\d+\.\d+\n\z", output);
        Assert.Equal((0, ""), (code, error));
    }

    [Theory]
    [InlineData("--lisen http://127.0.0.1:0", 2)]
    [InlineData("--listen http://0.0.0.0:0", 2)]
    [InlineData("--data /dev/null/data", 1)]
    public async Task A_start_that_cannot_be_is_told_in_one_line(string arguments, int expected)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Matches(@"\Asluice: [^\n]+\n\z", error);
        Assert.Equal((expected, ""), (code, output));
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var (code, output, error) = await RunAsync($"--listen http://{taken.LocalEndpoint} --data {data.FullName}");

            Assert.Equal(
                $"sluice: Cannot listen on {taken.LocalEndpoint}: {Holder()} listens there already. Stop that one, or "
                + "name another port with --listen URL.\n",
                error);
            Assert.Equal((1, ""), (code, output));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static string Holder() => OperatingSystem.IsLinux()
        ? $"process {Environment.ProcessId} ({File.ReadAllText("/proc/self/comm").Trim()})"
        : "another program";

    [Fact]
    public async Task A_place_for_objects_that_cannot_be_is_told_in_one_line()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var (code, output, error) = await RunAsync($"--data {data.FullName} --objects-directory /dev/null/objects");

            Assert.Matches(@"\Asluice: The directory for objects '/dev/null/objects' [^\n]+\n\z", error);
            Assert.Equal((1, ""), (code, output));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told_in_one_line()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var (code, output, error) = await RunAsync(
                $"--listen http://192.0.2.1:8700 --data {data.FullName}",
                ("SLUICE_ACCESS_KEY_ID", "id"), ("SLUICE_ACCESS_KEY_SECRET", "secret"));

            Assert.Matches(
                @"\Asluice: Cannot listen on 192\.0\.2\.1:8700: this machine has no address 192\.0\.2\.1[^\n]+\n\z", error);
            Assert.Equal((1, ""), (code, output));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_store_that_has_lost_its_log_starts_only_when_that_is_accepted_and_then_says_so()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            await using (var killed = await StartedServer.StartAsync(data.FullName))
            {
                await killed.CreateFlowAsync(
                    "flow", "{ Type: StateMachine, SpecVersion: v1, StartAt: s, States: [{ Name: s, Type: Succeed }] }");
            }

            File.Delete(Path.Combine(data.FullName, "sluice.db-wal"));

            var (code, _, error) = await RunAsync($"--data {data.FullName} --listen http://127.0.0.1:0");
            Assert.Matches(@"\Asluice: [^\n]* commits that were acknowledged are not in it[^\n]+\n\z", error);
            Assert.Matches(" give --accept-loss [0-9a-f]{8}: ", error);
            Assert.Equal(1, code);

            var given = error[(error.IndexOf("--accept-loss ", StringComparison.Ordinal) + 14)..][..8];
            await using (var started = await StartedServer.StartAsync(data.FullName, more: ["--accept-loss", given]))
            {
                Assert.Contains("started with a loss that was accepted", started.Log, StringComparison.Ordinal);
                Assert.Equal(200, (await started.CallAsync("ListFlows")).Status);
            }

            await using var again = await StartedServer.StartAsync(data.FullName);
            Assert.DoesNotContain("loss", again.Log, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_data_directory_in_use_is_told_in_one_line()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            await using var first = await StartedServer.StartAsync(data.FullName);

            var (code, output, error) = await RunAsync($"--listen http://127.0.0.1:0 --data {data.FullName}");

            Assert.Matches(@"\Asluice: [^\n]+ is in use by process \d+[^\n]*\n\z", error);
            Assert.Equal((1, ""), (code, output));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_variable_that_is_misspelt_is_told_whatever_the_verb()
    {
        var (code, _, error) = await RunAsync("audit --data /nowhere/at/all", ("SLUICE_DTA", "/x"));

        Assert.StartsWith(
            "sluice: The environment variable SLUICE_DTA is no setting, and is left alone. Did you mean SLUICE_DATA?\n",
            error,
            StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string arguments, params (string Name, string Value)[] variables)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        var start = new ProcessStartInfo("dotnet", $"\"{program}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SLUICE_", StringComparison.Ordinal)).ToList())
        {
            // What steers the tests is nothing that the program knows.
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output, await error);
    }
}
