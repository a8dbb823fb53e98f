using System.Diagnostics;
using System.Runtime.InteropServices;
using Sluice.Cli.Tests.Serving;

namespace Sluice.Cli.Tests.Remote;

/// <summary>Ctrl-C while an execution is followed.</summary>
public sealed class InterruptTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private const int Interrupt = 2;

    [Workbench.LinuxFact]
    public async Task It_leaves_the_execution_running_and_says_how_to_follow_it_again()
    {
        var file = server.Write("rest.yaml", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: First
            States: [{Name: First, Type: Pass, Next: Rest}, {Name: Rest, Type: Wait, Seconds: 300, End: true}]
            """);
        Assert.Equal(0, (await server.RunAsync("deploy", file)).ExitCode);
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [StartedServer.Program, "run", "rest", "--name", "a", "--watch"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["SLUICE_ENDPOINT"] = server.Endpoint },
            })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("First", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Kill(process.Id, Interrupt));
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("sluice: detached; rest/a goes on. Follow it again with: sluice watch rest/a\n", said);
        Assert.Equal("Running", (await server.RunAsync("show", "rest/a", "--json")).Json.GetProperty("status").GetString());
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
