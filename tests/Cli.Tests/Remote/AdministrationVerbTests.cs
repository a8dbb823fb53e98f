using System.Runtime.Versioning;
using Sluice.Cli.Tests.Serving;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Remote;

/// <summary>Users, keys and roles from the command line, and whether a server is ready.</summary>
[SupportedOSPlatform("linux")]
public sealed class AdministrationVerbTests
{
    [LinuxFact]
    public async Task A_user_gets_a_policy_and_keys_that_work_as_long_as_they_may()
    {
        var directory = Directory.CreateTempSubdirectory("sluice-users-");
        await using (var server = await StartedServer.StartAsync(
            Path.Combine(directory.FullName, "data"), "http://127.0.0.1:0", new Dictionary<string, string> { ["SLUICE_ACCESS_KEY_ID"] = "some-key", ["SLUICE_ACCESS_KEY_SECRET"] = "some-secret" }))
        {
            Task<Said> AsAsync(string id, string secret, params string[] arguments) => Said.ByAsync(
                arguments,
                "",
                ("SLUICE_ENDPOINT", $"http://127.0.0.1:{server.Port}"),
                ("ALIBABA_CLOUD_ACCESS_KEY_ID", id),
                ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret));
            Task<Said> OwnerAsync(params string[] arguments) => AsAsync("some-key", "some-secret", arguments);

            var policy = Path.Combine(directory.FullName, "policy.json");
            File.WriteAllText(policy, """{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:ListFlows","Resource":"*"}]}""");
            var made = await OwnerAsync("users", "create", "eve", "--policy", policy, "--policy", "SluiceViewerAccess");
            Assert.Equal((0, "eve is made.\n", ""), (made.ExitCode, made.Output, made.Error));
            Assert.Contains("fnf:ListFlows", (await OwnerAsync("users", "list")).Output, StringComparison.Ordinal);

            var key = (await OwnerAsync("keys", "create", "eve", "--json")).Json;
            var (id, secret) = (key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("AccessKeySecret").GetString()!);
            Assert.Equal(0, (await AsAsync(id, secret, "flows")).ExitCode);
            Assert.Equal(5, (await AsAsync(id, secret, "users", "list")).ExitCode);
            Assert.Equal($"{id} is disabled.\n", (await OwnerAsync("keys", "disable", "eve", id)).Output);
            Assert.Equal(5, (await AsAsync(id, secret, "flows")).ExitCode);
            await OwnerAsync("keys", "enable", "eve", id);
            Assert.Equal(0, (await AsAsync(id, secret, "flows")).ExitCode);
            Assert.Contains("AccessKeySecret", (await OwnerAsync("keys", "rotate", "eve", id)).Output, StringComparison.Ordinal);
            Assert.Contains("Inactive", (await OwnerAsync("keys", "list", "eve")).Output, StringComparison.Ordinal);

            var trust = Path.Combine(directory.FullName, "trust.json");
            File.WriteAllText(trust, """{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["fnf.aliyuncs.com"]}}]}""");
            Assert.Equal("runner is made.\n", (await OwnerAsync("roles", "create", "runner", "--trust", trust, "--max-session", "900")).Output);
            Assert.Contains("runner", (await OwnerAsync("roles", "list")).Output, StringComparison.Ordinal);
            Assert.Equal("runner is deleted.\n", (await OwnerAsync("roles", "delete", "runner")).Output);
            Assert.Equal("eve is deleted.\n", (await OwnerAsync("users", "delete", "eve")).Output);
            Assert.Equal(2, (await OwnerAsync("users", "delete", "eve")).ExitCode);

            Assert.Equal((0, "The server takes calls.\n"), await ReadyAsync($"http://127.0.0.1:{server.Port}"));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Where_nobody_answers_nobody_is_ready() => Assert.Equal(4, (await ReadyAsync("http://127.0.0.1:1")).ExitCode);

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        var said = await Said.ByAsync(["users", "create", "eve", "--policy", "./no-such-file.json"], "", ("SLUICE_ENDPOINT", "http://127.0.0.1:1"));

        Assert.Equal(2, said.ExitCode);
        Assert.Contains("There is no file './no-such-file.json'.", said.Error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> ReadyAsync(string endpoint)
    {
        var said = await Said.ByAsync(["ready"], "", ("SLUICE_ENDPOINT", endpoint));
        return (said.ExitCode, said.Output);
    }
}
