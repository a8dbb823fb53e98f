using Sluice.Cli.Configuration;

namespace Sluice.Cli.Tests.Configuration;

public sealed class UnknownVariablesTests
{
    [Theory]
    [InlineData("SLUICE_LOG_LEVL", "Did you mean SLUICE_LOG_LEVEL?")]
    [InlineData("sluice_data", "Did you mean SLUICE_DATA?")]
    [InlineData("SLUICE_CONFG", "Did you mean SLUICE_CONFIG?")]
    [InlineData("SLUICE_SOMETHING_ELSE", "sluice --help lists all settings.")]
    [InlineData("SLUICE_PORT", "sluice --help lists all settings.")]
    public void A_name_that_is_no_setting_is_told_with_the_nearest_one(string name, string expected) =>
        Assert.EndsWith(expected, Assert.Single(In("", (name, "1"))), StringComparison.Ordinal);

    [Fact]
    public void Settings_secrets_that_are_asked_for_and_everything_else_are_no_news() => Assert.Empty(In(
        "accessKey: { id: a, secret: '${secret:SLUICE_KEY}' }",
        ("SLUICE_KEY", "x"), ("SLUICE_CONFIG", "x"), ("SLUICE_LOG_LEVEL", "debug"), ("PATH", "/bin"), ("SLUICES", "2")));

    // A service of the name 'sluice' gives every container there such variables.
    [Theory]
    [InlineData("SLUICE_SERVICE_HOST", "10.0.0.1")]
    [InlineData("SLUICE_SERVICE_PORT_HTTP", "8700")]
    [InlineData("SLUICE_PORT", "tcp://10.0.0.1:8700")]
    [InlineData("SLUICE_PORT_8700_TCP", "tcp://10.0.0.1:8700")]
    [InlineData("SLUICE_PORT_8700_TCP_ADDR", "10.0.0.1")]
    public void What_kubernetes_sets_is_no_slip(string name, string value) => Assert.Empty(In("", (name, value)));

    private static IReadOnlyList<string> In(string file, params (string Name, string Value)[] variables) =>
        UnknownVariables.In(
            variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)), SomeSettings.Of(file));
}
