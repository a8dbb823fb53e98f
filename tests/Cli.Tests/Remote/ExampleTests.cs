using System.Diagnostics;
using Sluice.Cli.Remote;
using Sluice.Cli.Tests.Serving;

namespace Sluice.Cli.Tests.Remote;

/// <summary>Help has an example for each verb, and each works when it is pasted.</summary>
public sealed class ExampleTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    [Fact]
    public async Task Every_help_shows_what_the_verb_takes_and_an_example()
    {
        foreach (var (verb, example) in Examples())
        {
            var help = await server.RunAsync(verb, "--help");

            Assert.Equal((0, ""), (help.ExitCode, help.Error));
            Assert.Contains($"sluice {verb}", help.Output, StringComparison.Ordinal);
            Assert.Contains($"Example:\n  {example}\n", help.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    [Workbench.LinuxFact]
    public async Task The_examples_work_in_a_shell_one_after_the_other()
    {
        var directory = Path.GetDirectoryName(server.Write("hello.yaml", """
            Type: StateMachine
            SpecVersion: v1
            StartAt: Greet
            States: [{Name: Greet, Type: Pass, Next: Rest}, {Name: Rest, Type: Wait, Seconds: 5, End: true}]
            """))!;

        foreach (var (_, example) in Examples())
        {
            var (code, said) = await PasteAsync(example, directory);

            Assert.True(code == 0, $"{example}\nends with {code}:\n{said}");
        }
    }

    private static IEnumerable<(string Verb, string Example)> Examples() =>
    [
        .. RemoteVerbs.All.Select(verb => (verb.Name, verb.Example)),
        .. VerbTable.All.Where(verb => verb is not RemoteVerb && verb.Example.Length > 0).Select(verb => (verb.Name, verb.Example)),
    ];

    private async Task<(int Code, string Said)> PasteAsync(string line, string directory)
    {
        var shell = $"sluice() {{ dotnet '{StartedServer.Program}' \"$@\"; }}; {line}";
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", shell])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SLUICE_ENDPOINT"] = server.Endpoint },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
