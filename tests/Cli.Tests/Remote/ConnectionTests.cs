using System.Runtime.Versioning;
using Sluice.Cli.Tests.Serving;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Remote;

/// <summary>With which key a server is asked, and what it says to none.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConnectionTests
{
    [LinuxFact]
    public async Task A_server_that_does_not_know_a_call_is_said_to_be_of_another_version_and_what_is_none_is_said_too()
    {
        await using var older = LoopbackServer.Answering(
            "404 Not Found", """{"code":"NotFound","message":"There is no such path.","requestId":"1"}""", "Content-Type: application/json");
        await using var other = LoopbackServer.Answering("200 OK", "<html>", "Content-Type: text/html");

        var old = await Said.ByAsync(["queue", "list"], "", ("SLUICE_ENDPOINT", older.Url));
        var none = await Said.ByAsync(["queue", "list"], "", ("SLUICE_ENDPOINT", other.Url));

        Assert.Equal((2, ""), (old.ExitCode, old.Output));
        Assert.Contains("it may be of another version than this program", old.Error, StringComparison.Ordinal);
        Assert.Equal((4, ""), (none.ExitCode, none.Output));
        Assert.Contains("does not speak Sluice's API", none.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Keys_come_from_the_vendors_variables_or_from_a_profile_and_without_one_it_ends_with_5()
    {
        var directory = Directory.CreateTempSubdirectory("sluice-keys-");
        await using (var server = await StartedServer.StartAsync(
            Path.Combine(directory.FullName, "data"), "http://127.0.0.1:0", new Dictionary<string, string> { ["SLUICE_ACCESS_KEY_ID"] = "some-key", ["SLUICE_ACCESS_KEY_SECRET"] = "some-secret" }))
        {
            var address = ("SLUICE_ENDPOINT", $"http://127.0.0.1:{server.Port}");
            var home = ("HOME", directory.FullName);
            var id = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "some-key");

            Assert.Equal(5, (await Said.ByAsync(["flows"], "", address)).ExitCode);
            Assert.Equal(5, (await Said.ByAsync(["flows"], "", address, id, ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "wrong"))).ExitCode);
            Assert.Equal(2, (await Said.ByAsync(["flows"], "", address, id)).ExitCode);
            var signed = await Said.ByAsync(["flows"], "", address, id, ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "some-secret"));
            Assert.Equal((0, ""), (signed.ExitCode, signed.Error));

            var file = Directory.CreateDirectory(Path.Combine(directory.FullName, ".config", "sluice")).FullName + "/profiles.yaml";
            File.WriteAllText(file, $$"""
                default: here
                profiles:
                  here: {endpoint: "{{address.Item2}}", accessKeyId: some-key, accessKeySecret: some-secret}
                  half: {accessKeyId: some-key}
                """);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            var open = await Said.ByAsync(["flows"], "", home);
            Assert.Equal(2, open.ExitCode);
            Assert.Contains($"chmod 600 {file}", open.Error, StringComparison.Ordinal);

            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var half = await Said.ByAsync(["flows"], "", home);
            Assert.Contains($"{file}:4:3: Profile 'half' has half a key", half.Error, StringComparison.Ordinal);

            File.WriteAllLines(file, File.ReadLines(file).SkipLast(1).ToList());
            var found = await Said.ByAsync(["flows", "--json"], "", home);
            Assert.Equal((0, "{\"items\":[]}\n", ""), (found.ExitCode, found.Output, found.Error));
        }

        directory.Delete(recursive: true);
    }
}
