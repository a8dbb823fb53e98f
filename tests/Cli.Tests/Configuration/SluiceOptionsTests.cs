using System.Net;
using Microsoft.Extensions.Logging;
using Sluice.Cli.Configuration;
using Sluice.Cli.Serving;
using Sluice.Model.Names;
using Sluice.Server.Authentication;
using Sluice.Server.Hosting;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Configuration;

public sealed class SluiceOptionsTests
{
    private static readonly (string, string)[] Keys =
        [("SLUICE_ACCESS_KEY_ID", "id"), ("SLUICE_ACCESS_KEY_SECRET", "secret")];

    [Fact]
    public void Without_settings_the_server_is_open_on_loopback()
    {
        var options = Read("");

        Assert.Equal(new ListenUrl(new(IPAddress.Loopback, 8700), IsTls: false), Assert.Single(options.Server.Hosting.Listen));
        Assert.Equal("./sluice-data", options.Data);
        Assert.Empty(options.Server.Accounts.Keys);
        Assert.Equal(NonceMode.Writes, options.Server.Authentication.Nonces);
        Assert.Equal(TimeSpan.FromMinutes(15), options.Server.Authentication.ClockSkew);
        Assert.Equal(LogLevel.Warning, options.Log.Least);
    }

    [Fact]
    public void What_is_kept_is_read_for_all_flows_and_for_single_ones()
    {
        var options = Read("--engine-retention-days 30 --engine-retention-count 5 "
            + "--engine-retention-by-flow audit=365/0,2000000000000000:few=0/10");

        Assert.Equal((TimeSpan.FromDays(30), 5), (options.Engine.Retention, options.Engine.RetentionCount));
        Assert.Equal(new(TimeSpan.FromDays(365), Count: null), options.Engine.RetentionOf(AccountId.Default, "audit"));
        Assert.Equal(new(Age: null, 10), options.Engine.RetentionOf(AccountId.FromStored("2000000000000000"), "few"));
        Assert.Equal(new(TimeSpan.FromDays(30), 5), options.Engine.RetentionOf(AccountId.Default, "few"));
        Assert.Equal(2, options.Server.Health.RetentionByFlow.Count);
        Assert.True(options.Engine.KeepsSomeLonger);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit=365")]
    [InlineData("audit=a/1")]
    [InlineData("audit=-1/1")]
    [InlineData("audit=36501/1")]
    [InlineData("9audit=1/1")]
    [InlineData("x:audit=1/1")]
    public void What_is_kept_of_a_flow_is_two_numbers_behind_its_name(string text)
    {
        var refused = Assert.Throws<StartException>(() => Read($"--engine-retention-by-flow {text}"));

        Assert.Contains("a list of FLOW=DAYS/COUNT such as orders=30/1000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var options = Read(
            "--listen http://0.0.0.0:80 --data d",
            [
                .. Keys, ("SLUICE_NONCES", "Strict"), ("SLUICE_CLOCK_SKEW_MINUTES", "30"),
                ("SLUICE_EXPECTED_HOST", "fnf.example.com"), ("SLUICE_MAX_CONNECTIONS", "5"), ("SLUICE_LOG_LEVEL", "debug"),
            ]);

        Assert.Equal(
            new AuthenticationOptions
            {
                Key = new AccessKey("id", "secret"),
                Nonces = NonceMode.Strict,
                ClockSkew = TimeSpan.FromMinutes(30),
                ExpectedHost = "fnf.example.com",
            },
            options.Server.Authentication);
        Assert.Equal((5, LogLevel.Debug, "d"), (options.Server.Hosting.MaxConnections, options.Log.Least, options.Data));
    }

    [Theory]
    [InlineData("SLUICE_ACCESS_KEY_ID", "id")]
    [InlineData("SLUICE_ACCESS_KEY_SECRET", "secret")]
    public void Half_a_key_pair_is_refused(string name, string value) => AssertRefused(
        "SLUICE_ACCESS_KEY_ID and SLUICE_ACCESS_KEY_SECRET belong together", "", (name, value));

    [Theory]
    [InlineData("http://0.0.0.0:8700")]
    [InlineData("http://[::]:8700")]
    [InlineData("http://192.168.0.1:8700")]
    [InlineData("http://[2001:db8::1]:8700")]
    public void An_open_server_listens_on_loopback_only(string url)
    {
        AssertRefused($"--listen: {url} would let anybody on the network in", "--listen " + url);
        Read("--listen " + url, Keys);
    }

    [Theory]
    [InlineData("SLUICE_NONCES", "sometimes", "'sometimes' is not one of off, writes, strict.")]
    [InlineData("SLUICE_NONCES", "1", "'1' is not one of off, writes, strict.")]
    [InlineData("SLUICE_CLOCK_SKEW_MINUTES", "0", "'0' is not a whole number from 1 to 1440.")]
    [InlineData("SLUICE_CLOCK_SKEW_MINUTES", "15m", "'15m' is not a whole number from 1 to 1440.")]
    [InlineData("SLUICE_MAX_CONNECTIONS", "-1", "'-1' is not a whole number from 1 to 1000000.")]
    [InlineData("SLUICE_LOG_LEVEL", "loud", "'loud' is not one of trace,")]
    public void A_wrong_setting_is_told_with_what_would_be_right(string name, string value, string reason) =>
        AssertRefused($"{name}: {reason}", "", (name, value));

    [Fact]
    public void Several_urls_can_be_listened_on() => Assert.Equal(
        ["http://127.0.0.1:1", "https://[::1]:443"],
        Read("--listen http://127.0.0.1:1,https://[::1]").Server.Hosting.Listen.Select(url => url.ToString()));

    [Fact]
    public void Proxies_are_addresses_and_ranges() => Assert.Equal(
        ["127.0.0.0/8", "203.0.113.7/32", "2001:db8::7/128"],
        Read("--trusted-proxies 127.0.0.0/8,203.0.113.7,2001:db8::7").Server.Hosting.TrustedProxies
            .Select(proxy => proxy.ToString()));

    [Theory]
    [InlineData("http://localhost:1", "127.0.0.1:1")]
    [InlineData("http://localhost:1/", "127.0.0.1:1")]
    [InlineData("HTTP://127.0.0.2", "127.0.0.2:80")]
    [InlineData("http://[::1]:8700", "[::1]:8700")]
    [InlineData("http://[::1]", "[::1]:80")]
    [InlineData("http://127.0.0.1:0", "127.0.0.1:0")]
    public void Urls_of_this_machine_are_read(string url, string expected) =>
        Assert.Equal(expected, Assert.Single(Read("--listen " + url).Server.Hosting.Listen).EndPoint.ToString());

    [Theory]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("http://")]
    [InlineData("http://example.com:1")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:x")]
    [InlineData("http://127.0.0.1:1/api")]
    public void Other_urls_are_refused(string url) =>
        AssertRefused($"--listen: '{url}' is not of the form http://ADDRESS:PORT", "--listen " + url);

    [Fact]
    public void A_directory_that_cannot_be_made_is_told()
    {
        var file = Path.GetTempFileName();
        try
        {
            var mistake = Assert.Throws<StartException>(() => DataDirectory.Prepare(Path.Combine(file, "data")));

            Assert.StartsWith($"The data directory '{file}", mistake.Message, StringComparison.Ordinal);
            Assert.Equal(1, mistake.ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_banner_of_an_open_server_says_so_and_names_keys()
    {
        var banner = Banner.Of(Read(""), ["http://127.0.0.1:8700"], isOpen: true);

        Assert.Contains("OPEN", banner, StringComparison.Ordinal);
        Assert.Contains("endpoint 127.0.0.1:8700", banner, StringComparison.Ordinal);
        Assert.Contains("sluice-dev-secret", banner, StringComparison.Ordinal);
    }

    [Fact]
    public void The_banner_never_shows_a_secret()
    {
        var banner = Banner.Of(Read("", ("SLUICE_ACCESS_KEY_ID", "my-id"), ("SLUICE_ACCESS_KEY_SECRET", "hush")), ["http://127.0.0.1:1"], isOpen: false);

        Assert.Contains("my-id", banner, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", banner, StringComparison.Ordinal);
        Assert.DoesNotContain("OPEN", banner, StringComparison.Ordinal);
    }

    private static void AssertRefused(string expected, string line, params (string Name, string Value)[] variables)
    {
        var mistake = Assert.Throws<StartException>(() => Read(line, variables));

        Assert.StartsWith(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(2, mistake.ExitCode);
    }

    private static SluiceOptions Read(string line, params (string Name, string Value)[] variables) => SluiceOptions.Read(new(
        CommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        name => variables.FirstOrDefault(variable => variable.Name == name).Value,
        ConfigurationFile.None));
}
