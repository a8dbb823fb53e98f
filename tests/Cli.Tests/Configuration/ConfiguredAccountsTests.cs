using Sluice.Cli.Configuration;
using Sluice.Model.Names;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredAccountsTests
{
    [Fact]
    public void Users_keys_and_roles_are_read_with_secrets_filled_in()
    {
        var state = SluiceOptions.Read(SomeSettings.Of(
            """
            accounts:
              "2000":
                users:
                  ada: { policies: [AliyunFnFReadOnlyAccess], accessKeys: [{ id: k, secret: "${secret:S}", enabled: false }] }
                  boss: { owner: true }
                roles:
                  r:
                    trust: { Version: "1", Statement: [{ Effect: Allow, Action: "sts:AssumeRole", Principal: { RAM: "*" } }] }
                    maxSessionSeconds: 900
            accessKey: { id: root, secret: hush }
            """,
            variables: ("S", "hidden"))).Server.Accounts;

        var account = AccountId.FromStored("2000");
        Assert.Equal(("hidden", false), (state.FindKey("k")!.Secret, state.FindKey("k")!.IsEnabled));
        Assert.Equal(["AliyunFnFReadOnlyAccess"], state.FindUser(account, "ada")!.Attached.Texts);
        Assert.True(state.FindUser(account, "boss")!.IsOwner);
        Assert.Equal(900, state.FindRole(account, "r")!.MaxSessionSeconds);
        var root = state.FindKey("root")!;
        Assert.True(state.FindUser(AccountId.Default, root.UserName)!.IsOwner);
    }

    [Theory]
    [InlineData("accounts: [a]", "sluice.yaml:1:11: accounts must be a mapping")]
    [InlineData("accounts: { \"0\": {} }", "'0' is not an account")]
    [InlineData("accounts: { \"2000\": { user: {} } }", "there is no key 'user' here; did you mean 'users'")]
    [InlineData("accounts: { \"2000\": { users: { \"a b\": {} } } }", "'a b' is not a name")]
    [InlineData("accounts: { \"2000\": { users: { a: { owner: 1 } } } }", "owner must be true or false")]
    [InlineData("accounts: { \"2000\": { users: { a: { policies: [Nothing] } } } }", "there is no policy 'Nothing'")]
    [InlineData("accounts: { \"2000\": { users: { a: { accessKeys: [{ id: k }] } } } }", "an access key needs secret")]
    [InlineData("accounts: { \"2000\": { users: { a: { accessKeys: [{ id: root, secret: x }] } } } }", "the access key 'root' is given twice")]
    [InlineData("accounts: { \"2000\": { roles: { r: {} } } }", "the role 'r' needs a trust policy")]
    [InlineData("accounts: { \"2000\": { roles: { r: { trust: { Version: \"2\" } } } } }", "Version: it must be \"1\"")]
    public void A_mistake_is_told_with_its_place(string text, string expected)
    {
        var mistake = SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of(
            text + "\naccessKey: { id: root, secret: hush }\n")));

        Assert.Contains(expected, mistake, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("sluice.yaml:1:", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_page_is_read()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "access.md"));
        var example = page.Split("```yaml settings\n")[1].Split("```")[0];
        string[] secrets = ["ROOT_KEY", "ADA_KEY", "ADA_OLD_KEY", "BOSS_KEY"];

        var state = SluiceOptions.Read(SomeSettings.Of(example, variables: [.. secrets.Select(name => (name, "x"))])).Server.Accounts;

        Assert.Equal(["ada-0", "ada-1", "boss-1", "root"], state.Keys.Keys);
        Assert.Equal("night-shift", Assert.Single(state.Roles).Value.Name);
    }

    /// <remarks>Source: API reference, section 11.1.</remarks>
    [Theory]
    [InlineData("limits.flows", 10_000)]
    [InlineData("limits.runningExecutions", 10_000)]
    [InlineData("rates.stepsBurst", 100)]
    [InlineData("rates.stepsPerSecond", 100)]
    [InlineData("rates.startExecutionBurst", 100)]
    [InlineData("rates.startExecutionPerSecond", 100)]
    [InlineData("rates.describeExecutionBurst", 50)]
    [InlineData("rates.describeExecutionPerSecond", 5)]
    [InlineData("rates.getExecutionHistoryBurst", 50)]
    [InlineData("rates.getExecutionHistoryPerSecond", 5)]
    [InlineData("rates.otherCallsBurst", 10)]
    [InlineData("rates.otherCallsPerSecond", 2)]
    [InlineData("rates.startSyncExecutionPerSecond", 1000)]
    [InlineData("limits.events", 5_000)]
    [InlineData("limits.stateDataBytes", 65_536)]
    [InlineData("limits.classicStepBytes", 32_768)]
    [InlineData("limits.requestBytes", 1_048_576)]
    [InlineData("limits.openMapRuns", 10)]
    [InlineData("limits.mapRunConcurrency", 100)]
    [InlineData("limits.mapRunItems", 10_000)]
    [InlineData("limits.standardExecutionSeconds", 365 * 86_400)]
    [InlineData("limits.expressExecutionSeconds", 300)]
    public void Each_documented_quota_is_a_setting_with_the_documented_default(string name, int expected) =>
        Assert.Equal($"{expected}", Settings.ByName[name].Default);
}
