using Sluice.Cli.Configuration;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Configuration;

public sealed class CommandLineTests
{
    [Fact]
    public void Nothing_needs_to_be_given()
    {
        var line = CommandLine.Parse([]);

        Assert.All(Settings.All, setting => Assert.Null(line.Find(setting)));
        Assert.Equal((null, false, false), (line.ConfigurationFile, line.ShowsHelp, line.ShowsVersion));
    }

    [Fact]
    public void A_settings_file_can_be_named() =>
        Assert.Equal("here.yaml", CommandLine.Parse(["--config", "here.yaml"]).ConfigurationFile);

    [Theory]
    [InlineData("--listen http://127.0.0.1:1 --data d")]
    [InlineData("--data=d --listen=http://127.0.0.1:1")]
    public void Options_take_their_value_in_both_forms(string line)
    {
        var parsed = CommandLine.Parse(line.Split(' '));

        Assert.Equal(("http://127.0.0.1:1", "d"), (parsed.Find(Settings.Listen), parsed.Find(Settings.Data)));
    }

    [Fact]
    public void Help_and_version_can_be_asked_for()
    {
        Assert.True(CommandLine.Parse(["--help"]).ShowsHelp);
        Assert.True(CommandLine.Parse(["-h"]).ShowsHelp);
        Assert.True(CommandLine.Parse(["--version"]).ShowsVersion);
    }

    [Theory]
    [InlineData("--lisen http://127.0.0.1:1", "Unknown option '--lisen'. Did you mean --listen?")]
    [InlineData("--date=x", "Unknown option '--date=x'. Did you mean --data?")]
    [InlineData("-version", "Unknown option '-version'. Did you mean --version?")]
    [InlineData("serve", "Unknown option 'serve'. See sluice --help.")]
    [InlineData("--help=yes", "Unknown option '--help=yes'.")]
    [InlineData("--listen", "--listen needs a value.")]
    [InlineData("--data=", "--data needs a value.")]
    [InlineData("--data a --data b", "--data is given twice")]
    [InlineData("--listen a --listen b", "--listen is given twice")]
    [InlineData("--config a --config b", "--config is given twice")]
    public void Mistakes_are_told_with_what_would_be_right(string line, string expected)
    {
        var mistake = Assert.Throws<StartException>(() => CommandLine.Parse(line.Split(' ')));

        Assert.StartsWith(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(2, mistake.ExitCode);
    }
}
