using Sluice.Cli.Configuration;
using Sluice.Model.Names;
using Sluice.Targets;
using Sluice.Targets.Secrets;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredSecretsTests
{
    [Fact]
    public async Task The_first_entry_that_is_for_the_caller_counts()
    {
        var secrets = SluiceOptions.Read(SomeSettings.Of(
            """
            secrets:
              flows:
                - { secret: KEY, variable: "OTHERS_{name}", accounts: ["2000000000000001"] }
                - { secret: KEY, variable: CRM, roles: "acs:ram::*:role/crm", hosts: ["API.Example.com", "*.example.org"] }
                - { secret: "*", variable: "ALL_{name}", accounts: "*" }
            """,
            "",
            ("OTHERS_KEY", "of-the-other"),
            ("CRM", "of-the-role"),
            ("ALL_KEY", "of-anybody"))).Http.Secrets;

        Assert.Equal("of-the-other", await FindAsync("2000000000000001", ""));
        Assert.Equal("of-the-role", await FindAsync("1000000000000000", "acs:ram::1000000000000000:role/crm"));
        Assert.Equal("of-anybody", await FindAsync("1000000000000000", ""));
        Assert.Equal("of-anybody", await FindAsync("3000000000000001", ""));

        async Task<string> FindAsync(string account, string role) => (await secrets.FindAsync(
            "KEY", new TaskContext(AccountId.Parse("a", account), "f", "e", "s", role, DateTimeOffset.MaxValue), "api.example.com", default)).Value;
    }

    [Theory]
    [InlineData("{}", "secrets.flows must be a sequence, not a")]
    [InlineData("[word]", "sluice.yaml:1:20: an entry of flows is a mapping with 'secret' and one of variable, directory, command")]
    [InlineData("[{ secret: A }]", "a secret needs one of variable, directory, command, and just one")]
    [InlineData("[{ secret: A, variable: B, directory: C }]", "a secret needs one of variable, directory, command, and just one")]
    [InlineData("[{ variable: B }]", "'secret' is missing")]
    [InlineData("[{ secret: A, varible: B, directory: /d }]", "there is no key 'varible' here; Did you mean 'variable'")]
    [InlineData("[{ secret: A, variable: B, keepSeconds: 1 }]", "there is no key 'keepSeconds' here")]
    [InlineData("[{ secret: A, command: B, keepSeconds: x }]", "keepSeconds must be a whole number from 0 to 3600")]
    [InlineData("[{ secret: A, variable: B, accounts: [me] }]", "'me' is not an account")]
    [InlineData("[{ secret: A, variable: B, hosts: [\"https://h\"] }]", "'https://h' is not a host")]
    public void What_cannot_be_is_told_at_its_place(string flows, string problem) => Assert.Contains(
        problem,
        SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of($"secrets: {{ flows: {flows} }}"))),
        StringComparison.Ordinal);

    [Fact]
    public void A_slip_in_the_name_of_the_list_is_told_with_what_was_meant() => Assert.Contains(
        "There is no setting 'flow' in 'secrets'. Did you mean 'flows'?",
        SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of("secrets: { flow: [] }"))),
        StringComparison.Ordinal);
}
