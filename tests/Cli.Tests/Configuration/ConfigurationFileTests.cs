using System.Net;
using Microsoft.Extensions.Logging;
using Sluice.Cli.Configuration;
using Sluice.Model;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    public void A_file_may_be_empty(string text) => Assert.Equal(10_000, SomeSettings.Of(text).Get(Settings.MaxConnections));

    [Fact]
    public void Keys_stand_alone_and_in_sections()
    {
        var options = SluiceOptions.Read(SomeSettings.Of("""
            listen: [http://127.0.0.1:1, "http://[::1]:2"]
            log:
              level: debug
            limits:
              events: 77
            http:
              egress: public
              egressAllowed:
                - 10.1.0.0/16
                - 192.168.1.9
            """));

        Assert.Equal([1, 2], options.Server.Hosting.Listen.Select(url => url.EndPoint.Port));
        Assert.Equal((LogLevel.Debug, 77), (options.Log.Least, options.Engine.Limits.Events));
        Assert.True(options.Http.Connections.Egress.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.True(options.Http.Connections.Egress.Allows(IPAddress.Parse("192.168.1.9")));
        Assert.False(options.Http.Connections.Egress.Allows(IPAddress.Parse("192.168.1.8")));
        Assert.False(options.Http.Connections.Egress.Allows(IPAddress.Parse("10.2.0.1")));
        Assert.True(options.Http.Connections.Egress.Allows(IPAddress.Parse("8.8.8.8")));
    }

    [Theory]
    [InlineData("lisen: x", "sluice.yaml:1:1: There is no setting 'lisen'. Did you mean 'listen'?")]
    [InlineData("log:\n  levl: x", "sluice.yaml:2:3: There is no setting 'levl' in 'log'. Did you mean 'level'?")]
    [InlineData("limit:\n  events: 1", "sluice.yaml:1:1: There is no setting 'limit'. Did you mean 'limits'?")]
    [InlineData("flavour: x", "sluice.yaml:1:1: There is no setting 'flavour'. docs/configuration.md lists all keys.")]
    [InlineData("log: debug", "sluice.yaml:1:6: log must be a mapping, not a string.")]
    [InlineData("data: [a, b]", "sluice.yaml:1:7: data must be a text, not a sequence.")]
    [InlineData("data: {a: b}", "sluice.yaml:1:7: data must be a text, not a mapping.")]
    [InlineData("data:", "sluice.yaml:1:6: data has no value; leave the key out for its default.")]
    [InlineData("- a", "sluice.yaml:1:1: The settings must be a mapping, not a sequence.")]
    [InlineData("data: a\ndata: b", "sluice.yaml:2:1: The key 'data' is given twice in one mapping, first at line 1, column 1; keep one of them.")]
    [InlineData("a: b: c", "sluice.yaml:1:5: The text is not valid YAML")]
    [InlineData("log:\n  log:\n    level: x", "sluice.yaml:2:3: There is no setting 'log' in 'log'.")]
    public void What_nobody_knows_is_refused_with_its_place(string text, string expected) =>
        Assert.StartsWith(expected, SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of(text))), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once_each_at_its_own_line()
    {
        const string File = """
            lisen: x
            log:
              levl: y
            limits:
              events: many
              flows: 0
            http:
              egressDenied:
                - 10.0.0.0/8
                - 10.0.0.0/33
                - nowhere
            accessKey:
              id: ${secret:nobody-knows}
            tls:
              key: k.pem
            engine:
              timerSweepSeconds: 600
            accounts:
              "0": {}
              "2000":
                users:
                  ada:
                    owner: perhaps
                    policies:
                      - AliyunFnFReadOnlyAccess
                      - Nothing
                  eve:
                    accessKeys:
                      - id: a
                      - secret: b
                    polices: []
                roles:
                  r:
                    trust:
                      Version: "1"
                      Statement:
                        - Effect: Allow
                          Action: sts:AssumeRole
                          Principal: { RAM: "*" }
                        - Effect: Perhaps
                          Action: sts:AssumeRole
                          Principal: { RAM: "*" }
                    maxSessionSeconds: 1
            """;

        var mistakes = SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of(File, "--max-connections none")))
            .Split('\n');

        Assert.Equal(
            [
                "1:1", "3:3", "5:11", "6:10", "10:7", "11:7", "13:7", "19:3", "23:16", "26:13", "29:13", "30:13", "31:9",
                "40:15", "43:28",
            ],
            mistakes[..15].Select(line => line.Split(':', 4) is ["sluice.yaml", var at, var column, _] ? $"{at}:{column}" : line));
        Assert.Equal(
            [
                "--max-connections: 'none' is not a whole number from 1 to 1000000.",
            ],
            mistakes[15..].Where(line => line.StartsWith("--", StringComparison.Ordinal)));
        Assert.Contains(mistakes, line => line.Contains("sluice.yaml:15:8: tls.key is given without a certificate", StringComparison.Ordinal));
        Assert.Contains(mistakes, line => line.StartsWith("engine.timerSweepSeconds must be less", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tls: { key: k.pem }", "tls.key is given without a certificate: name its file with tls.certificate")]
    [InlineData("tls: { password: hush }", "tls.password is given without a certificate")]
    [InlineData("listen: 'http://127.0.0.1:1,http://127.0.0.1:1'", "127.0.0.1:1 is named twice")]
    public void What_contradicts_itself_is_told(string text, string expected) => Assert.Contains(
        expected, SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of(text))), StringComparison.Ordinal);

    [Theory]
    [InlineData("tls: { certificate: c.pem }", "sluice.yaml:1:21: tls.certificate is for https, and no listener speaks it")]
    [InlineData("tls: { names: a.test }", "sluice.yaml:1:15: tls.names is for https, and no listener speaks it")]
    public void A_certificate_that_no_listener_uses_is_remarked(string text, string expected)
    {
        Assert.StartsWith(
            expected, Assert.Single(SluiceOptions.Read(SomeSettings.Of(text)).Remarks), StringComparison.Ordinal);
        Assert.Empty(SluiceOptions.Read(SomeSettings.Of(text, "--listen https://127.0.0.1:0")).Remarks);
    }

    [Theory]
    [InlineData("limits: { events: many }", "'many' is not a whole number from 10 to 10000000.")]
    [InlineData("limits: { events: 9 }", "'9' is not a whole number from 10 to 10000000.")]
    [InlineData("http: { egressDenied: 10.0.0.0/33 }", "'10.0.0.0/33' is not a list of IP addresses and ranges")]
    public void A_wrong_value_is_told_with_its_place_and_what_would_be_right(string text, string expected)
    {
        var mistake = SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of(text)));

        Assert.StartsWith("sluice.yaml:1:", mistake, StringComparison.Ordinal);
        Assert.Contains(expected, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_the_file_reach_the_engine() => Assert.Equal(
        Limits.Default with { Flows = 5, StandardExecution = TimeSpan.FromSeconds(60) },
        SluiceOptions.Read(SomeSettings.Of("limits: { flows: 5, standardExecutionSeconds: 60 }")).Engine.Limits);

    [Fact]
    public void A_file_that_is_named_must_be_there()
    {
        var line = CommandLine.Parse(["--config", "/nowhere/at-all.yaml"]);

        Assert.StartsWith(
            "The settings file '/nowhere/at-all.yaml' cannot be read: ",
            SomeSettings.Mistake(() => ConfigurationFile.Find(line, _ => null)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_flag_names_the_file_before_the_variable()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var (first, second) = (directory.FullName + "/1.yaml", directory.FullName + "/2.yaml");
            File.WriteAllText(first, "data: first");
            File.WriteAllText(second, "data: second");
            string? Variable(string name) => name == "SLUICE_CONFIG" ? second : null;

            var both = ConfigurationFile.Find(CommandLine.Parse(["--config", first]), Variable);
            var one = ConfigurationFile.Find(CommandLine.Parse([]), Variable);

            Assert.Equal(("first", "second"), (both.Find(Settings.Data)?.Text, one.Find(Settings.Data)?.Text));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
