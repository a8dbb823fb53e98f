using Sluice.Cli.Auditing;
using Sluice.Cli.Tests.Verbs;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Auditing;

/// <summary><c>sluice audit</c>.</summary>
public sealed class AuditVerbTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sluice-audit-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void Lines_that_fit_are_printed_as_they_are_oldest_first()
    {
        var lines = new[] { Line("03:00:00", "ada"), Line("03:01:00", "bob"), Line("03:02:00", "ada"), Line("03:03:00", "ada") };
        Write("2025-01-02-000001.jsonl", lines[..2]);
        Write("2025-01-02-000002.jsonl", lines[2..]);

        var (code, output) = Run("--caller", "user/ada", "--to=2025-01-02T03:03:00Z");

        Assert.Equal(0, code);
        Assert.Equal([lines[0], lines[2]], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Without_a_record_nothing_is_printed() => Assert.Equal((0, ""), Run());

    [Theory]
    [InlineData("audit: --from 'noon' is not a time", "--from", "noon")]
    [InlineData("audit: --key needs one value.", "--key")]
    [InlineData("audit: --key needs one value.", "--key", "a", "--key=b")]
    [InlineData("Unknown option '--calller'.", "--calller", "a")]
    public void What_is_not_understood_is_told(string expected, params string[] arguments)
    {
        var mistake = Assert.Throws<StartException>(() => Run(arguments));

        Assert.StartsWith(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(StartException.Usage, mistake.ExitCode);
    }

    private static string Line(string time, string user) =>
        $$"""{"Time":"2025-01-02T{{time}}+00:00","RequestId":"r","Account":"1000000000000000",""" + ' '
        + $$"""
            "Caller":"acs:ram::1000000000000000:user/{{user}}","AccessKeyId":"{{user}}-key","SourceIp":"127.0.0.1",
            """ + ' '
        + """
            "Service":"fnf","Action":"ListFlows","Names":{},"Status":200,"Outcome":"Success","Milliseconds":1}
            """;

    private void Write(string file, string[] lines) => File.WriteAllLines(
        Path.Combine(_data.CreateSubdirectory("audit").FullName, file), lines);

    private (int Code, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = AuditVerb.Run(["--data", _data.FullName, .. arguments], SomeSurroundings.Of(output));
        return (code, output.ToString());
    }
}
