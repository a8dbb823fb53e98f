using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Targets.Secrets;

namespace Sluice.Targets.Tests.Secrets;

public sealed class SecretBookTests : IDisposable
{
    private static readonly AccountId Other = AccountId.Parse("account", "2222333344445555");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-secrets-");
    private readonly HandDriven _time = new();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_variable_of_the_environment_is_found_by_the_name_that_the_rule_makes_of_it() =>
        Assert.Equal("variable-value", await ValueAsync(new("KEY", new SecretSource.Variable("FLOW_{name}"))));

    [Fact]
    public async Task A_file_counts_as_it_is_now_without_the_line_feed_at_its_end()
    {
        var rule = new SecretRule("*", new SecretSource.Directory(Path.Combine(_root.FullName, "{account}"))) { Accounts = null };
        Write(AccountId.Default, "first-value\n");
        Write(Other, "others-value");

        Assert.Equal("first-value", await ValueAsync(rule));
        Assert.Equal("others-value", await ValueAsync(rule, account: Other));

        Write(AccountId.Default, "second-value\r\n");
        Assert.Equal("second-value", await ValueAsync(rule));
    }

    [Fact]
    public async Task A_program_is_asked_with_the_name_and_its_value_is_kept_for_a_while()
    {
        var asked = Path.Combine(_root.FullName, "asked");
        var rule = new SecretRule("*", Program($"echo \"$0 $MORE\"; echo x >> '{asked}'; echo complaint >&2"));

        var book = Book(rule);

        Assert.Equal("KEY of-the-setting", (await book.FindAsync("KEY", Context(), "host", default)).Value);
        Assert.Equal("KEY of-the-setting", (await book.FindAsync("KEY", Context(), "host", default)).Value);
        Assert.Single(File.ReadAllLines(asked));

        _time.Now += TimeSpan.FromSeconds(61);
        Assert.Equal("KEY of-the-setting", (await book.FindAsync("KEY", Context(), "host", default)).Value);
        Assert.Equal(2, File.ReadAllLines(asked).Length);
    }

    [Theory]
    [InlineData("exit 3", "cannot be had: the program 'sh' exited with code 3.")]
    [InlineData("head -c 70000 /dev/zero", "has more than 65536 bytes.")]
    public async Task A_program_that_fails_is_told_without_anything_it_has_said(string script, string problem)
    {
        var failure = await FailureAsync(new("*", Program($"echo a-value; echo complaint >&2; {script}")));

        Assert.Equal(new StepFailure("FnF.SecretNotAvailable", $"The secret 'KEY' {problem}"), failure);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_the_call() => Assert.Contains(
        "the program 'vault' cannot be started",
        (await FailureAsync(new("*", new SecretSource.Command(["/nowhere/vault"], new Dictionary<string, string>())))).Cause,
        StringComparison.Ordinal);

    [Fact]
    public async Task Another_accounts_secret_is_as_unknown_as_one_that_nobody_has()
    {
        var rule = new SecretRule("KEY", new SecretSource.Variable("FLOW_KEY"));

        var anothers = await FailureAsync(rule, account: Other);
        var nobodys = await FailureAsync(rule with { Names = "NO" }, account: Other);

        Assert.Equal(nobodys, anothers);
        Assert.Equal(
            "No secret 'KEY' is set up for flows of account 2222333344445555: an entry of the setting secrets.flows says where it is and who may use it.",
            anothers.Cause);
        Assert.Equal("variable-value", await ValueAsync(rule with { Accounts = [Other] }, account: Other));
    }

    [Theory]
    [InlineData("acs:ram::1:role/crm", true)]
    [InlineData("acs:ram::1:role/other", false)]
    [InlineData("", false)]
    public async Task A_role_decides_where_the_rule_names_roles(string role, bool may)
    {
        var rule = new SecretRule("*", new SecretSource.Variable("FLOW_KEY")) { Roles = ["acs:ram::*:role/crm"] };

        var found = await Book(rule).FindAsync("KEY", Context(role: role), "host", default);

        Assert.Equal(may, found.Failure is null);
    }

    [Theory]
    [InlineData("api.example.com", true)]
    [InlineData("elsewhere.com", false)]
    public async Task A_host_decides_where_the_rule_names_hosts(string host, bool may)
    {
        var rule = new SecretRule("*", new SecretSource.Variable("FLOW_KEY")) { Hosts = ["*.example.com"] };

        var found = await Book(rule).FindAsync("KEY", Context(), host, default);

        Assert.Equal(may ? null : "The secret 'KEY' may not be sent to elsewhere.com: the entry of the setting secrets.flows names other hosts.", found.Failure?.Cause);
    }

    [Theory]
    [InlineData("FLOW_SHORT", "has fewer than 6 characters")]
    [InlineData("FLOW_NONE", "is not there")]
    public async Task A_value_that_cannot_be_hidden_or_is_not_there_is_refused(string variable, string problem) =>
        Assert.Contains(problem, (await FailureAsync(new("*", new SecretSource.Variable(variable)))).Cause, StringComparison.Ordinal);

    private static SecretSource.Command Program(string script) =>
        new(["sh", "-c", script, "{name}"], new Dictionary<string, string> { ["MORE"] = "of-the-setting" });

    private void Write(AccountId account, string value) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_root.FullName, account.Value)).FullName, "KEY"), value);

    private async Task<string> ValueAsync(SecretRule rule, AccountId? account = null) =>
        (await Book(rule).FindAsync("KEY", Context(account), "host", default)).Value;

    private async Task<StepFailure> FailureAsync(SecretRule rule, AccountId? account = null) =>
        (await Book(rule).FindAsync("KEY", Context(account), "host", default)).Failure!;

    private SecretBook Book(SecretRule rule) => new(
        [rule], name => name switch { "FLOW_KEY" => "variable-value", "FLOW_SHORT" => "short", _ => null }, _time);

    private static TaskContext Context(AccountId? account = null, string role = "") =>
        new(account ?? AccountId.Default, "f", "run", "call", role, DateTimeOffset.MaxValue);

    private sealed class HandDriven : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
