using System.Diagnostics;
using Sluice.Workbench;

namespace Sluice.Cli.Tests;

/// <summary><c>./run</c> in a small clone, with a <c>dotnet</c> that only says what it was asked for.</summary>
public sealed class RunScriptTests : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        case "$1" in
          --version) [[ -z "${OLD_SDK:-}" ]] || exit 145 ;;
          --list-sdks) echo "8.0.100 [/usr/share/dotnet/sdk]" ;;
          publish)
            [[ -z "${NO_COMPILER:-}" ]] || { echo "error NU1101: ${NO_COMPILER}"; exit 1; }
            while [[ "$1" != --output ]]; do shift; done
            echo "${CODE:-1}" >"$2/sluice.dll" ;;
          build) mkdir -p "$2/bin/Release/net10.0"; echo "${CODE:-1}" >"$2/bin/Release/net10.0/sluice.dll" ;;
          *) echo "code $(cat "$1")"; shift; echo "arguments $*" ;;
        esac
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-run-");
    private readonly string _source;

    public RunScriptTests()
    {
        _source = PathOf("clone", "src", "Cli", "Program.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(_source)!);
        Directory.CreateDirectory(PathOf("clone", "gallery"));
        Directory.CreateDirectory(PathOf("bin"));
        Write(_source, "");
        foreach (var file in (string[])["run", "global.json", "Directory.Build.props", "Directory.Packages.props"])
        {
            File.Copy(Repository.PathOf(file), PathOf("clone", file));
            File.SetLastWriteTimeUtc(PathOf("clone", file), DateTime.UtcNow.AddHours(-1));
        }

        Write(PathOf("bin", "dotnet"), Dotnet);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [LinuxFact]
    public async Task The_first_run_says_that_it_builds_and_how_long_that_takes_and_the_next_builds_nothing()
    {
        var (code, output, error) = await RunAsync(["--data", "d"]);
        Assert.Equal((0, "code 1\narguments --data d\n"), (code, output));
        Assert.StartsWith(
            "run: building the server for the first time; this usually takes about a minute", error, StringComparison.Ordinal);

        (code, output, error) = await RunAsync([], ("CODE", "2"));
        Assert.Equal((0, "code 1\narguments \n", ""), (code, output, error));
    }

    [LinuxFact]
    public async Task Where_the_compiler_for_this_machine_cannot_be_had_the_program_is_built_without_and_mistakes_are_told()
    {
        Assert.Equal("code 1\narguments \n", (await RunAsync([], ("NO_COMPILER", "Unable to find package crossgen2"))).Output);
        Change();

        var (code, _, error) = await RunAsync([], ("NO_COMPILER", "a.cs(1,1): error CS1002: ; expected"));

        Assert.Equal(1, code);
        Assert.Contains("The server does not build:\n", error, StringComparison.Ordinal);
        Assert.Contains("error CS1002", error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task What_has_changed_is_built_with_a_word_on_how_long_that_took_last()
    {
        await RunAsync([]);
        Change();

        var (_, output, error) = await RunAsync([], ("CODE", "2"));

        Assert.Equal("code 2\narguments \n", output);
        Assert.Matches(@"\Arun: building the server, as its sources have changed; the last build took \d+ s\.\n", error);
    }

    [LinuxFact]
    public async Task A_verb_takes_what_is_built_and_says_that_the_sources_have_changed()
    {
        await RunAsync([]);
        Change();

        var (_, output, error) = await RunAsync(["backup", "there"], ("CODE", "2"));

        Assert.Equal("code 1\narguments backup there\n", output);
        Assert.Equal(
            "run: the sources have changed since the server was built; ./run without 'backup' builds it anew.\n", error);
    }

    [LinuxFact]
    public async Task A_verb_builds_when_nothing_is_built() =>
        Assert.Equal("code 1\narguments check f.yaml\n", (await RunAsync(["check", "f.yaml"])).Output);

    [LinuxFact]
    public async Task A_build_takes_no_file_from_a_server_that_runs_and_removes_what_nobody_runs()
    {
        await RunAsync([]);
        var running = Assert.Single(Builds());
        await File.WriteAllTextAsync(
            Path.Combine(running, "users", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)), "");

        for (var round = 2; round <= 4; round++)
        {
            Change();
            await RunAsync([], ("CODE", $"{round}"));
        }

        Assert.Equal("1\n", await File.ReadAllTextAsync(Path.Combine(running, "sluice.dll")));
        Assert.Equal(3, Builds().Length);
    }

    [LinuxFact]
    public async Task Without_dotnet_a_sentence_says_what_to_install()
    {
        File.Delete(PathOf("bin", "dotnet"));

        var (code, output, error) = await RunAsync([], ("PATH", ToolsOnly()));

        Assert.Equal((1, ""), (code, output));
        Assert.Matches(@"\Arun: Sluice needs \.NET 10, and there is no 'dotnet' command\. Install [^\n]+\n\z", error);
    }

    [LinuxFact]
    public async Task With_an_old_sdk_a_sentence_says_what_to_install()
    {
        var (code, output, error) = await RunAsync([], ("OLD_SDK", "yes"));

        Assert.Equal((1, ""), (code, output));
        Assert.Matches(@"\Arun: Sluice is built with the \.NET SDK 10\.0\.\d+ [^\n]+ this machine has 8\.0\.100\. Install [^\n]+\n\z", error);
    }

    private void Change() => File.SetLastWriteTimeUtc(_source, DateTime.UtcNow.AddSeconds(2));

    private string[] Builds() => Directory.GetDirectories(PathOf("clone", "artifacts", "server"), "build-*");

    private string PathOf(params string[] parts) => Path.Combine([_directory.FullName, .. parts]);

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A directory with the tools that the script needs, and no dotnet.</summary>
    private string ToolsOnly()
    {
        foreach (var tool in (string[])["bash", "env", "dirname", "cat", "find", "sed"])
        {
            var found = Environment.GetEnvironmentVariable("PATH")!.Split(':')
                .Select(directory => Path.Combine(directory, tool)).First(File.Exists);
            File.CreateSymbolicLink(PathOf("bin", tool), found);
        }

        return PathOf("bin");
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(
        string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("/usr/bin/env", ["bash", PathOf("clone", "run"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{PathOf("bin")}:{start.Environment["PATH"]}";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output, await error);
    }
}
