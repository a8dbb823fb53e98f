using System.Diagnostics;
using Sluice.Cli.Tests.Remote;
using Sluice.Cli.Tests.Serving;

namespace Sluice.Cli.Tests.Examples;

/// <summary><c>sluice run</c> in a directory where <c>sluice init</c> was.</summary>
public sealed class RunFromDirectoryTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    [Workbench.LinuxFact]
    public async Task A_flow_that_the_server_does_not_have_is_made_from_the_directory_of_its_name()
    {
        var directory = Path.GetDirectoryName(server.Write("here/x", ""))!;
        await Said.ByAsync(["init", Path.Combine(directory, "count-classic")], "");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [StartedServer.Program, "run", "count-classic", "--input-json", """{"count":3}""", "--watch", "--json"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SLUICE_ENDPOINT"] = server.Endpoint },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("\"status\":\"Succeeded\"", output, StringComparison.Ordinal);
        Assert.Equal(
            "sluice: count-classic is made from count-classic/flow.yaml; changes to it need: sluice deploy count-classic/flow.yaml\n",
            await error);
    }

    [Fact]
    public async Task Without_such_a_directory_it_is_not_there()
    {
        var said = await server.RunAsync("run", "no-such-flow");

        Assert.Equal(2, said.ExitCode);
        Assert.Contains("FlowNotExists", said.Error, StringComparison.Ordinal);
    }
}
