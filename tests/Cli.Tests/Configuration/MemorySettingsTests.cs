using Sluice.Cli.Configuration;

namespace Sluice.Cli.Tests.Configuration;

public sealed class MemorySettingsTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData("", 249, 29)]
    [InlineData("--memory-budget-megabytes 100", 100, 12)]
    [InlineData("--memory-budget-megabytes 100 --memory-strangers-percent 50", 100, 50)]
    public void What_callers_may_fill_is_what_is_set_or_follows_from_what_there_is(string line, long all, long strangers)
    {
        var budget = MemorySettings.Read(SomeSettings.Of(line: line), 512 * MiB);

        Assert.Equal((512 * MiB, all, strangers), (budget.Available, budget.Bytes / MiB, budget.StrangerBytes / MiB));
    }

    [Fact]
    public void The_size_of_a_page_reaches_the_engine() => Assert.Equal(
        2 * MiB, SluiceOptions.Read(SomeSettings.Of(line: "--server-page-megabytes 2")).Engine.PageBytes);

    [Fact]
    public void What_a_connection_may_take_is_read()
    {
        var hosting = ServerSettings.Read(SomeSettings.Of(
            line: "--server-request-seconds 5 --server-first-byte-seconds 2 --server-http2-streams 8"));

        Assert.Equal(
            (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), 8),
            (hosting.RequestTime, hosting.FirstByteTime, hosting.Http2Streams));
    }
}
