using System.Text;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Testing.Recordings;
using Sluice.Testing.Tests.Replays;

namespace Sluice.Testing.Tests.Recordings;

public sealed class RecordingReaderTests
{
    private static readonly Recording Made = Recorded.Of(
        Recorded.Flow("{ Name: a, Type: Pass, OutputConstructor: { n.$: $Input.n, text: 'ä \"' }, End: true }"), """{"n":1.5}""");

    [Fact]
    public async Task What_is_written_is_read_again_event_by_event()
    {
        var read = Assert.Single(await ReadAsync(Parts()));
        var recording = read.Read();

        Assert.Equal(Made.Events.Select(each => each.ToString()), recording.Events.Select(each => each.ToString()));
        Assert.Equal(Made.Execution, recording.Execution);
        Assert.Equal(Made.Draws.Derive("x"), recording.Draws.Derive("x"));
        Assert.Equal(77, recording.Limits.Events);
    }

    [Fact]
    public async Task A_stream_that_was_cut_is_told_and_gives_no_execution_that_is_not_whole()
    {
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. Parts().SkipLast(1)]));

        Assert.Equal("The recording ends after line 4 without its last line: it was cut.", problem.Message);
    }

    [Theory]
    [InlineData("[1]", "Line 1 is none of a recording")]
    [InlineData("{\"other\":1}", "Line 1 is none of a recording: nobody knows 'other'")]
    [InlineData("{\"events\":[]}", "Line 1 has events of no execution.")]
    [InlineData("{\"execution\":{}}", "Line 1 is none of a recording")]
    public async Task A_line_that_is_none_is_told_by_its_number(string line, string said)
    {
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => ReadTextAsync(line + "\n"));

        Assert.StartsWith(said, problem.Message, StringComparison.Ordinal);
    }

    private static List<RecordedPart> Parts() =>
    [
        new RecordedPart.Definition(5, "flow", ExecutionMode.Standard, "", Made.Text),
        new RecordedPart.Terms(1, "1.0", 1, """{"events":77}"""),
        new RecordedPart.Execution("flow", "run", new ExecutionId(9), 5, 1, 7.ToString("x32", null), Made.Execution.StartedTime, ExecutionStatus.Succeeded),
        new RecordedPart.Events(Made.Events),
        new RecordedPart.End(1, 0, 0),
    ];

    private static Task<List<StreamedRecording>> ReadAsync(IReadOnlyList<RecordedPart> parts) =>
        ReadTextAsync(string.Concat(parts.Select(part => Encoding.UTF8.GetString(RecordingLines.Of(part).Span))));

    private static async Task<List<StreamedRecording>> ReadTextAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await new RecordingReader().ReadAsync(stream, CancellationToken.None).ToListAsync();
    }
}
