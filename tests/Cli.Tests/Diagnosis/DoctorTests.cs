using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sluice.Cli.Tests.Remote;

namespace Sluice.Cli.Tests.Diagnosis;

/// <summary><c>sluice doctor</c> and <c>sluice config</c>: what they find, and that nothing secret is shown.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-doctor-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task On_a_sound_machine_all_is_well_and_nothing_is_written()
    {
        var data = Path.Combine(_folder.FullName, "data");

        var said = await RunAsync("doctor", "--listen", "http://127.0.0.1:0", "--data", data);

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.DoesNotContain("✘", said.Output, StringComparison.Ordinal);
        Assert.Contains($"{data} is not there yet", said.Output, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_port_that_somebody_has_is_told_with_who_has_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var said = await RunAsync("doctor", "--listen", $"http://{taken.LocalEndpoint}", "--data", _folder.FullName, "--json");

        Assert.Equal(1, said.ExitCode);
        var port = Of(said, "port");
        Assert.Equal("Bad", port.GetProperty("verdict").GetString());
        if (OperatingSystem.IsLinux())
        {
            Assert.StartsWith($"process {Environment.ProcessId} (", port.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_clock_that_went_back_a_function_that_is_not_there_and_a_certificate_that_is_none_are_told()
    {
        File.SetLastWriteTimeUtc(Write("sluice.db", ""), DateTime.UtcNow.AddDays(1));
        var file = Write("sluice.yaml", """
            functions:
              - { function: "functions/a", exec: no-such-program }
              - { function: "functions/b", http: "http://127.0.0.1:1/" }
            """);

        var said = await RunAsync(
            "doctor", "--listen", "https://127.0.0.1:0", "--data", _folder.FullName, "--tls-certificate", file, "--config", file, "--json");

        Assert.Equal(1, said.ExitCode);
        Assert.Equal("Bad", Of(said, "clock").GetProperty("verdict").GetString());
        Assert.Equal("Bad", Of(said, "certificate").GetProperty("verdict").GetString());
        Assert.Equal(
            ["functions/a: there is no program no-such-program.", "functions/b: nothing answers at 127.0.0.1:1."],
            said.Json.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("about").GetString() == "function")
                .Select(item => item.GetProperty("sentence").GetString()));
    }

    [Fact]
    public async Task Settings_that_cannot_be_are_told_in_the_words_of_a_start()
    {
        var said = await RunAsync("doctor", "--max-connections", "none");

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("--max-connections: 'none' is not a whole number", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_says_where_each_value_comes_from_and_shows_no_secret()
    {
        var said = await Said.ByAsync(
            ["config", "--given", "--json", "--log-level", "error"], "", ("SLUICE_ACCESS_KEY_ID", "some-id"), ("SLUICE_ACCESS_KEY_SECRET", "very-secret"));

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Equal(
            ["accessKey.id=some-id of SLUICE_ACCESS_KEY_ID", "accessKey.secret=*** of SLUICE_ACCESS_KEY_SECRET", "log.level=error of --log-level"],
            said.Json.GetProperty("items").EnumerateArray().Select(item =>
                $"{item.GetProperty("name").GetString()}={item.GetProperty("value").GetString()} of {item.GetProperty("origin").GetString()}"));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static JsonElement Of(Said said, string about) =>
        said.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("about").GetString() == about);

    private static Task<Said> RunAsync(params string[] arguments) => Said.ByAsync(arguments, "");
}
