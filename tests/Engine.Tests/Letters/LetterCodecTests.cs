using Sluice.Engine.Letters;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Engine.Tests.Letters;

/// <summary>The stored form of letters between shards. The bytes are golden: an older release may have left them.</summary>
public sealed class LetterCodecTests
{
    private static readonly JsonPayload Data = JsonPayload.Of(JsonObject.Of(("x", JsonValue.Of(1))));

    private static readonly AttemptId Parent = new(new ExecutionId(0x1234), 3, 2);

    private static readonly (string Bytes, Letter Letter)[] Letters =
    [
        (
            "020005746F6B656E030100077B2278223A317D0000",
            new Letter.Ended("token", new(ExecutionStatus.Succeeded, Data, null, null))),
        (
            "020005746F6B656E02000100014501000643617573652E",
            new Letter.Ended("token", new(ExecutionStatus.Stopped, null, "E", "Cause."))),
        (
            "07B42403020010313030303030303030303030303030300004666C6F77000372756E00077B2278223A317D010005746F6B656E0205",
            new Letter.StartChild(Parent, AccountId.Default, "flow", "run", Data, "token", 2, 5)),
        (
            "07B42403020010313030303030303030303030303030300004666C6F77000372756E00077B2278223A317D0001AC02",
            new Letter.StartChild(Parent, AccountId.Default, "flow", "run", Data, null, 1, 300)),
        (
            "09B42403020010313030303030303030303030303030300004666C6F77000372756E00077B2278223A317D010005746F6B656E0205B524",
            new Letter.RedriveChild(
                new Letter.StartChild(Parent, AccountId.Default, "flow", "run", Data, "token", 2, 5),
                new ExecutionId(0x1235))),
        (
            "08B42403020004666C6F77000372756E80D095FFBC310001B5240307",
            new Letter.ChildStarted(Parent, "flow", "run", 1_700_000_000_000, null)
            {
                Child = new(new ExecutionId(0x1235), 3, 7),
            }),
        (
            "08B42403020004666C6F77000372756E0001000D466C6F774E6F7445786973747300034E6F2E00",
            new Letter.ChildStarted(Parent, "flow", "run", 0, new StepFailure("FlowNotExists", "No."))),
        (
            "050010313030303030303030303030303030300004666C6F77000372756E0005746F6B656E",
            new Letter.StopChild(AccountId.Default, "flow", "run", "token")),
        (
            "0A0010313030303030303030303030303030300004666C6F77000372756E0005746F6B656EB524",
            new Letter.StopChild(AccountId.Default, "flow", "run", "token") { Child = new ExecutionId(0x1235) }),
        (
            "06B424000372756E00077B2278223A317D",
            new Letter.StartScheduled(0x1234, "run", Data)),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Letters.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_letter_has_these_bytes(int place)
    {
        var (bytes, letter) = Letters[place];

        Assert.Equal(bytes, Convert.ToHexString(LetterCodec.Encode(letter)));
        Assert.Equal(letter, LetterCodec.Decode(Convert.FromHexString(bytes)));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_letter_that_is_cut_short_is_refused(int place)
    {
        var whole = Convert.FromHexString(Letters[place].Bytes);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => LetterCodec.Decode(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void An_end_of_the_first_format_is_read()
    {
        Assert.Equal(
            new Letter.Ended("token", new(ExecutionStatus.Succeeded, Data, null, null)),
            LetterCodec.Decode(Convert.FromHexString("010005746F6B656E0100077B2278223A317D")));
        Assert.Equal(
            new Letter.Ended("token", new(ExecutionStatus.Failed, null, "E", "Cause.")),
            LetterCodec.Decode(Convert.FromHexString("010005746F6B656E00000145000643617573652E")));
    }

    [Fact]
    public void A_start_of_the_first_format_is_read() => Assert.Equal(
        new Letter.StartChild(Parent, AccountId.Default, "flow", "run", Data, "token", 2, Revision: 0),
        LetterCodec.Decode(Convert.FromHexString(
            "03B42403020010313030303030303030303030303030300004666C6F77000372756E00077B2278223A317D010005746F6B656E02")));

    [Fact]
    public void The_answer_to_a_start_of_the_first_format_is_read()
    {
        Assert.Equal(
            new Letter.ChildStarted(Parent, "flow", "run", 1_700_000_000_000, null),
            LetterCodec.Decode(Convert.FromHexString("04B42403020004666C6F77000372756E80D095FFBC3100")));
        Assert.Equal(
            new Letter.ChildStarted(Parent, "flow", "run", 0, new StepFailure("FlowNotExists", "No.")),
            LetterCodec.Decode(Convert.FromHexString(
                "04B42403020004666C6F77000372756E0001000D466C6F774E6F7445786973747300034E6F2E")));
    }

    [Fact]
    public void A_kind_of_a_newer_release_is_refused_with_a_sentence()
    {
        var refused = Assert.Throws<InvalidDataException>(() => LetterCodec.Decode([200, 0]));
        Assert.Contains("kind 200", refused.Message, StringComparison.Ordinal);
    }
}
