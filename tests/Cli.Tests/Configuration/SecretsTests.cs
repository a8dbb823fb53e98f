using Sluice.Cli.Configuration;

namespace Sluice.Cli.Tests.Configuration;

public sealed class SecretsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_secret_comes_from_the_environment()
    {
        var key = SluiceOptions.Read(SomeSettings.Of(
            "accessKey: { id: me, secret: 'a-${secret:MINE}-z' }", "", ("MINE", "hush"))).Server.Authentication.Key;

        Assert.Equal(("me", "a-hush-z"), (key?.Id, key?.Secret));
    }

    [Fact]
    public void A_secret_comes_from_a_file_of_the_directory_before_the_environment()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "MINE"), "from a file\n");

        var values = SomeSettings.Of(
            $"secrets: {{ directory: {_directory.FullName} }}\naccessKey: {{ id: '${{secret:YOURS}}', secret: '${{secret:MINE}}' }}",
            "",
            ("MINE", "not this"),
            ("YOURS", "from the environment"));

        Assert.Equal(
            ("from the environment", "from a file"),
            (values.Get(Settings.AccessKeyId), values.Get(Settings.AccessKeySecret)));
    }

    [Theory]
    [InlineData("${secret:OTHER}", "the secret 'OTHER' is not an environment variable, and no directory of secrets is set.")]
    [InlineData("${secret:../etc/passwd}", "'../etc/passwd' is not a secret's name; use letters, digits, '_', '-' and '.'.")]
    [InlineData("${secret:.hidden}", "'.hidden' is not a secret's name")]
    [InlineData("${secret:}", "'' is not a secret's name")]
    public void A_secret_that_nobody_knows_is_told_with_its_place(string text, string expected) => Assert.StartsWith(
        "sluice.yaml:1:7: data: " + expected,
        SomeSettings.Mistake(() => SomeSettings.Of($"data: '{text}'").Get(Settings.Data)),
        StringComparison.Ordinal);

    [Fact]
    public void The_value_of_a_secret_is_never_shown()
    {
        var values = SomeSettings.Of("clockSkewMinutes: '${secret:MINE}'", "", ("MINE", "hush"));

        Assert.Equal(
            "sluice.yaml:1:19: clockSkewMinutes: the secret is not a whole number from 1 to 1440.",
            SomeSettings.Mistake(() => values.Get(Settings.ClockSkewMinutes)));
    }
}
