using Sluice.Engine.Link;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Engine.Tests.Link;

/// <summary>The form of requests between nodes. The bytes are golden: a node of a neighbouring release may send them.</summary>
public sealed class RequestCodecTests
{
    private static readonly ExecutionId Id = new(0x1234);

    private static readonly JsonPayload Data = JsonPayload.Of(JsonObject.Of(("x", JsonValue.Of(1))));

    private static readonly (string Bytes, ShardRequest Request)[] Requests =
    [
        (
            "0107000372756E00010A7B202278223A2031207D000000",
            new StartRequest(7, "run", IsGenerated: false, ExecutionInput.FromKept("""{ "x": 1 }"""u8.ToArray()))),
        (
            "0107000372756E0100010005746F6B656E0100046C69766502",
            new StartRequest(7, "run", IsGenerated: true, ExecutionInput.None, "token", "live", 2)),
        (
            "0B07000372756E00010A7B202278223A2031207D00000000B52400036F6C64",
            new StartRequest(7, "run", IsGenerated: false, ExecutionInput.FromKept("""{ "x": 1 }"""u8.ToArray()))
            {
                RerunOf = new(new ExecutionId(0x1235), "old"),
            }),
        ("0AB4240004666C6F77010E000663616C6C6572", new RedriveRequest(Id, "flow", 7, "caller")),
        ("0AB4240004666C6F7700000663616C6C6572", new RedriveRequest(Id, "flow", null, "caller")),
        ("0CB424", new DeleteRequest(Id)),
        ("02B4240004666C6F77000145000643617573652E", new StopRequest(Id, "flow", "E", "Cause.")),
        (
            "03001031303030303030303030303030303030B424030208070605040302010100077B2278223A317D",
            new ReportRequest(AccountId.Default, Id, 3, 2, 0x0102030405060708, Data)),
        (
            "03001031303030303030303030303030303030B4240302FFFFFFFFFFFFFFFF00000145000643617573652E",
            new ReportRequest(AccountId.Default, Id, 3, 2, ulong.MaxValue, new StepFailure("E", "Cause."))),
        (
            "0D001031303030303030303030303030303030B424030208070605040302010100077B2278223A317D0003616461",
            new ReportRequest(AccountId.Default, Id, 3, 2, 0x0102030405060708, Data) { By = "ada" }),
        ("04AC02", new FlowDeletedRequest(300)),
        (
            "05B424000372756E00036D61700105010A010000000000002940",
            new UpdateMapRunRequest(Id, "run", "map", 5, 10, 12.5)),
        ("05B424000372756E00036D6170000000", new UpdateMapRunRequest(Id, "run", "map", null, null, null)),
        (
            "06AC020004666C6F7700056461696C79000B3020302039202A202A202A00027B7D000A4576657279206461792E01",
            new CreateScheduleRequest(300, "flow", "daily", "0 0 9 * * *", "{}", "Every day.", Enabled: true)),
        (
            "07B4240004666C6F7700056461696C7901000B3020302039202A202A202A01000001000A4576657279206461792E0100",
            new UpdateScheduleRequest(Id, "flow", "daily", "0 0 9 * * *", "", "Every day.", Enabled: false)),
        (
            "07B4240004666C6F7700056461696C7900000000",
            new UpdateScheduleRequest(Id, "flow", "daily", null, null, null, null)),
        ("08B4240004666C6F7700056461696C79", new DeleteScheduleRequest(Id, "flow", "daily")),
        ("09", new CollectLettersRequest()),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Requests.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_request_has_these_bytes(int place)
    {
        var (bytes, request) = Requests[place];

        Assert.Equal(bytes, Convert.ToHexString(RequestCodec.Encode(request)));
        Assert.Equal(request, RequestCodec.Decode(Convert.FromHexString(bytes)));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_request_that_is_cut_short_or_goes_on_is_refused(int place)
    {
        var whole = Convert.FromHexString(Requests[place].Bytes);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => RequestCodec.Decode(whole.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => RequestCodec.Decode([.. whole, 0]));
    }

    [Fact]
    public void Every_kind_of_request_has_golden_bytes() => Assert.Equal(
        Enum.GetValues<RequestKind>(),
        Requests.Select(item => (RequestKind)Convert.FromHexString(item.Bytes)[0]).Distinct().Order());

    [Fact]
    public void A_kind_of_a_newer_release_is_refused_with_a_sentence()
    {
        var refused = Assert.Throws<InvalidDataException>(() => RequestCodec.Decode([200, 0]));
        Assert.Contains("kind 200", refused.Message, StringComparison.Ordinal);
    }
}
