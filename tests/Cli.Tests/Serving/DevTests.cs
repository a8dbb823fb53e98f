using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Cli.Tests.Remote;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary><c>sluice dev</c>: what it says, and that nothing stays of one that is ephemeral.</summary>
public sealed partial class DevTests
{
    [LinuxFact]
    public async Task An_ephemeral_server_says_so_works_and_leaves_nothing_behind()
    {
        var temporary = Directory.CreateTempSubdirectory("sluice-dev-");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [StartedServer.Program, "dev", "--ephemeral", "--listen", "http://127.0.0.1:0"])
        {
            WorkingDirectory = temporary.FullName,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = temporary.FullName },
        })!;
        var lines = new List<string>();
        while (lines.Count < 5 && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        Assert.Matches($@"^  sluice \S+ · \.NET 10 · pid {process.Id} +ready in \d+\.\d s$", lines[0]);
        Assert.Equal("  Data            in memory, forgotten when this ends", lines[2]);
        Assert.Equal("  Keys for SDKs   AccessKeyId sluice-dev   AccessKeySecret sluice-dev-secret", lines[3]);
        var endpoint = ("SLUICE_ENDPOINT", Address().Match(lines[1]).Value);
        await Said.ByAsync(["init", Path.Combine(temporary.FullName, "hello")], "");
        Assert.Equal(0, (await Said.ByAsync(["deploy", Path.Combine(temporary.FullName, "hello", "flow.yaml")], "", endpoint)).ExitCode);
        Assert.Equal(0, (await Said.ByAsync(["run", "hello", "--input-json", """{"name":"Ada"}"""], "", endpoint)).ExitCode);
        Assert.NotEmpty(Directory.GetDirectories(temporary.FullName, "sluice-ephemeral-*"));

        Process.Start("kill", [$"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(Directory.GetDirectories(temporary.FullName, "sluice-ephemeral-*"));
        Assert.False(Directory.Exists(Path.Combine(temporary.FullName, "sluice-data")));
        temporary.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_forgotten_has_no_place_where_it_is_kept()
    {
        var mistake = await Assert.ThrowsAsync<Server.Starting.StartException>(() => Said.ByAsync(["dev", "--ephemeral", "--data", "x"], ""));

        Assert.Equal("--ephemeral keeps nothing, and --data says where to keep it; give one of them.", mistake.Message);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
