using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Link;

/// <summary>The form of answers between nodes. The bytes are golden: a node of a neighbouring release may send them.</summary>
public sealed class AnswerCodecTests
{
    private static readonly ExecutionRow Running = new()
    {
        Id = new(0x1234),
        FlowId = 3,
        RevisionId = 7,
        Name = "run",
        Status = ExecutionStatus.Running,
        Started = 1_700_000_000_000,
        WakeAt = 0,
    };

    private static readonly ScheduleRow Schedule = new()
    {
        Id = new(0x1234),
        FlowId = 3,
        Uuid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        Name = "daily",
        Description = "Every day.",
        Payload = "{}",
        Cron = "0 0 9 * * *",
        Enabled = true,
        Created = 1,
        Modified = 2,
        Anchor = 3,
    };

    private static readonly (string Bytes, object Answer)[] Answers =
    [
        ("01B4240307000372756E0180A0ABFEF962000100000000000000", Running),
        (
            "01B4240307000372756E0480A0ABFEF9620182A0ABFEF9620000000100014501000643617573652E0100046C6976650100036D6170",
            Running with
            {
                Status = ExecutionStatus.Failed,
                Stopped = 1_700_000_000_001,
                WakeAt = null,
                Error = "E",
                Cause = "Cause.",
                Qualifier = "live",
                MapRun = "map",
            }),
        (
            "02B424030020303031313232333334343535363637373838393961616262636364646565666600056461696C79000A4576657279206461792E00027B7D000B3020302039202A202A202A010204060000000001",
            Schedule),
        (
            "02B424030020303031313232333334343535363637373838393961616262636364646565666600056461696C79000A4576657279206461792E00027B7D000B3020302039202A202A202A00020406010805010C010E08",
            Schedule with { Enabled = false, NextAt = 4, Missed = 5, MissedFrom = 6, MissedUntil = 7, Version = 8 }),
        ("0418", 12L),
        ("0501", true),
    ];

    private static readonly (string Bytes, Exception Refusal)[] Refusals =
    [
        (
            "069403000D466C6F774E6F744578697374730018466C6F772027662720646F6573206E6F742065786973742E",
            ApiException.FlowNotExists("f")),
        (
            "07000D457865637574696F6E20276127000B69742069732073686F727401E848",
            new StoreDamagedException("Execution 'a'", "it is short") { Execution = new(0x1234) }),
        ("0803", new ShardElsewhereException(3)),
    ];

    public static TheoryData<int> AnswerPlaces => [.. Enumerable.Range(0, Answers.Length)];

    public static TheoryData<int> RefusalPlaces => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory]
    [MemberData(nameof(AnswerPlaces))]
    public void An_answer_has_these_bytes(int place)
    {
        var (bytes, answer) = Answers[place];

        Assert.Equal(bytes, Convert.ToHexString(AnswerCodec.Encode(answer)));
        Assert.Equal(answer, AnswerCodec.Decode(Convert.FromHexString(bytes)));
        RefusesDamage(bytes);
    }

    [Theory]
    [MemberData(nameof(RefusalPlaces))]
    public void A_refusal_has_these_bytes_and_is_told_in_the_same_words(int place)
    {
        var (bytes, refusal) = Refusals[place];

        Assert.Equal(bytes, Convert.ToHexString(AnswerCodec.Encode(refusal)));
        var told = Assert.IsAssignableFrom<Exception>(AnswerCodec.Decode(Convert.FromHexString(bytes)));
        Assert.Equal((refusal.GetType(), refusal.Message), (told.GetType(), told.Message));
        Assert.Equal((refusal as ApiException)?.Code, (told as ApiException)?.Code);
        Assert.Equal((refusal as ApiException)?.HttpStatus, (told as ApiException)?.HttpStatus);
        Assert.Equal((refusal as StoreDamagedException)?.Execution, (told as StoreDamagedException)?.Execution);
        RefusesDamage(bytes);
    }

    [Fact]
    public void Input_and_output_come_as_they_are()
    {
        var row = Running with { Input = """{ "x": 1 }"""u8.ToArray(), Output = "[]"u8.ToArray() };

        var told = Assert.IsType<ExecutionRow>(AnswerCodec.Decode(AnswerCodec.Encode(row)));

        Assert.Equal(row.Input, told.Input);
        Assert.Equal(row.Output, told.Output);
    }

    [Fact]
    public void A_map_run_comes_as_it_is_stored()
    {
        var run = new MapProgress { Started = DateTimeOffset.UnixEpoch, Concurrency = 5, Total = 9, Running = [(3, 1)] };

        var told = Assert.IsType<MapProgress>(AnswerCodec.Decode(AnswerCodec.Encode(run)));

        Assert.Equal(run.Encode(), told.Encode());
        Assert.Equal((byte)AnswerKind.MapRun, AnswerCodec.Encode(run)[0]);
    }

    [Fact]
    public void A_kind_of_a_newer_release_is_refused_with_a_sentence()
    {
        var refused = Assert.Throws<InvalidDataException>(() => AnswerCodec.Decode([200, 0]));
        Assert.Contains("kind 200", refused.Message, StringComparison.Ordinal);
    }

    private static void RefusesDamage(string bytes)
    {
        var whole = Convert.FromHexString(bytes);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => AnswerCodec.Decode(whole.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => AnswerCodec.Decode([.. whole, 0]));
    }
}
