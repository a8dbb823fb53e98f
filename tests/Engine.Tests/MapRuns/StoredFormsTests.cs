using Sluice.Engine.MapRuns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Tests.MapRuns;

/// <summary>The stored forms of map runs. The bytes are golden: an older release may have left them.</summary>
public sealed class StoredFormsTests
{
    private static readonly JsonPayload Data = JsonPayload.Of(JsonObject.Of(("x", JsonValue.Of(1))));

    private static readonly MapOrder Order = new(
        StateId: 3,
        Frame: 1,
        Attempt: 2,
        Depth: 4,
        Seed: new UInt128(0x1122334455667788, 0x99AABBCCDDEEFF00),
        Data,
        new MapRunPlan
        {
            Items = JsonPayload.Of(new JsonArray(JsonValue.Of(7))),
            Writer = Data,
            Batches = new MapBatchPlan(MaxItems: 25, MaxBytes: 65_536, Data),
            MaxItems = 1_000,
            Concurrency = 1,
        });

    private static readonly MapProgress Progress = new()
    {
        Status = ExecutionStatus.Failed,
        Started = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
        Stopped = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_001_000),
        Concurrency = 100,
        ToleratedCount = 5,
        ToleratedPercentage = 12.5,
        Total = 10_000,
        KnowsTotal = true,
        Succeeded = 300,
        Failed = 6,
        FirstFailure = "why",
        Pages = 4,
        Next = 310,
        Resume = new FeedPosition(306, 306, Data),
        Running = [(306, 1), (308, 2)],
        Past = [new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500), 10, null, 12.5)],
        StoredBytes = 300,
    };

    private static readonly MapResult[] Results =
    [
        new(0, "run:0", ExecutionStatus.Succeeded, Data, Failure: null, Input: null),
        new(1, "run:1", ExecutionStatus.TimedOut, Output: null, new StepFailure("E", "Cause."), Data),
    ];

    private static readonly string[] Stored =
    [
        "0203010204887766554433221100FFEEDDCCBBAA9900077B2278223A317D000100035B375D00010101198080040101E807",
        "040480A0ABFEF96201D0AFABFEF962640A010000000000002940904E01AC020601000377687904B602B202B2020100077B22"
        + "78223A317D02B20201B40202" + "01E8A7ABFEF9620A01010000000000002940" + "00" + "AC02",
        "010200000572756E3A30030100077B2278223A317D00000001000572756E3A3105000100014501000643617573652E0101",
    ];

    /// <summary>Of format 1, in which the items stand by themselves wherever they are from.</summary>
    private const string OldOrder =
        "0103010204887766554433221100FFEEDDCCBBAA9900077B2278223A317D0100035B375D00010101198080040101E807";

    [Fact]
    public void An_order_of_an_earlier_release_is_read() =>
        Assert.Equal(Order, MapOrder.Decode(Convert.FromHexString(OldOrder)));

    [Fact]
    public void Items_that_stand_in_the_input_of_the_Map_are_stored_once()
    {
        var items = new JsonArray([.. Enumerable.Range(0, 1_000).Select(n => JsonValue.Of(n))]);
        var order = Order with
        {
            Input = JsonPayload.Of(JsonObject.Of(("a", JsonValue.Of(1)), ("items", items), ("z", JsonValue.Of(2)))),
            Plan = Order.Plan with { Items = JsonPayload.Of(items) },
        };

        Assert.Equal(order, MapOrder.Decode(order.Encode()));
        Assert.InRange(order.Encode().Length, order.Input.ByteCount, order.Input.ByteCount + 60);
    }

    [Fact]
    public void Items_outside_of_their_input_are_refused()
    {
        var order = Order with { Plan = Order.Plan with { Items = Order.Input } };
        var bytes = order.Encode();
        var place = bytes.AsSpan().IndexOf("}"u8) + 1;
        Assert.Equal(1, bytes[place]);
        bytes[place + 2] = 120;
        Assert.Throws<InvalidDataException>(() => MapOrder.Decode(bytes));
    }

    [Fact]
    public void An_order_has_these_bytes()
    {
        Assert.Equal(Stored[0], Convert.ToHexString(Order.Encode()));
        Assert.Equal(Order, MapOrder.Decode(Order.Encode()));
    }

    [Fact]
    public void Progress_has_these_bytes()
    {
        Assert.Equal(Stored[1], Convert.ToHexString(Progress.Encode()));
        var read = MapProgress.Decode(Progress.Encode());
        Assert.Equal(Progress.Running, read.Running);
        Assert.Equal(Progress.Past, read.Past);
        Assert.Equal(Progress with { Running = [], Past = [] }, read with { Running = [], Past = [] });
    }

    [Fact]
    public void Progress_of_the_first_format_is_read()
    {
        var read = MapProgress.Decode(Convert.FromHexString($"01{Stored[1][2..^42]}"));

        Assert.Equal(Progress.Running, read.Running);
        Assert.Empty(read.Past);
        Assert.Equal(Progress with { Running = [], Past = [], StoredBytes = 0 }, read with { Running = [], Past = [] });
    }

    [Fact]
    public void Progress_of_the_second_format_is_read()
    {
        var read = MapProgress.Decode(Convert.FromHexString($"02{Stored[1][2..^6]}"));

        Assert.Equal(Progress.Past, read.Past);
        Assert.Null(read.Redrive);
    }

    [Fact]
    public void Progress_of_the_third_format_is_read() =>
        Assert.Equal(0, MapProgress.Decode(Convert.FromHexString($"03{Stored[1][2..^4]}")).StoredBytes);

    [Fact]
    public void Progress_of_a_run_that_was_redriven_has_these_bytes()
    {
        var redriven = Progress with { Redrive = new MapRedrive(StateId: 5, Attempt: 7, Void: 4, Known: 310) };

        Assert.Equal($"{Stored[1][..^6]}01050704B602AC02", Convert.ToHexString(redriven.Encode()));
        Assert.Equal(redriven.Redrive, MapProgress.Decode(redriven.Encode()).Redrive);
    }

    [Fact]
    public void Of_many_changes_the_last_hundred_are_remembered()
    {
        var progress = Progress;
        for (var n = 1; n <= 250; n++)
        {
            progress = progress.With(n, null, null, Progress.Started.AddSeconds(n));
        }

        Assert.Equal(Enumerable.Range(150, 100), progress.Past.Select(past => past.Concurrency));
        Assert.Equal(Progress.Started.AddSeconds(250), progress.Past[^1].Until);
        Assert.Same(progress, progress.With(250, null, null, Progress.Started.AddSeconds(300)));
    }

    [Fact]
    public void Results_have_these_bytes()
    {
        Assert.Equal(Stored[2], Convert.ToHexString(MapResult.Encode(Results)));
        Assert.Equal(Results, MapResult.Decode(MapResult.Encode(Results)));
    }

    [Fact]
    public void What_is_cut_short_or_of_a_newer_release_is_refused()
    {
        AssertRefused(Order.Encode(), bytes => MapOrder.Decode(bytes));
        AssertRefused(Progress.Encode(), bytes => MapProgress.Decode(bytes));
        AssertRefused(MapResult.Encode(Results), bytes => MapResult.Decode(bytes));
    }

    private static void AssertRefused(byte[] whole, Func<byte[], object> decode)
    {
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => decode(whole[..length]));
        }

        Assert.Throws<InvalidDataException>(() => decode([9, .. whole[1..]]));
    }
}
