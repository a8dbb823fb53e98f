using FsCheck;
using FsCheck.Fluent;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Model.Tests.History;

public sealed class EventCodecTests
{
    // Two events in format 1, written out by hand from its description. They must stay readable for ever.
    private const string Format1 =
        "010102" // format, first event, count
        + "0101" + "0000" + "80a0abfef962" // ExecutionStarted, caused by 0, no step, 1 700 000 000 000 ms
        + "01" + "0005696e707574" + "00027b7d" // input: {}
        + "0a01" + "00057061737331" + "0a" // StepEntered, caused by 1, pass1, 5 ms later
        + "02" + "0201" + "00056c6f63616c01"; // input and local: the same payload

    private static readonly HistoryEvent[] Stored =
    [
        new(1, 0, EventType.ExecutionStarted, "", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
            new EventDetail(("input", JsonPayload.EmptyObject))),
        new(2, 1, EventType.StepEntered, "pass1", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_005),
            new EventDetail(("input", JsonPayload.EmptyObject), ("local", JsonPayload.EmptyObject))),
    ];

    [Fact]
    public void The_first_format_stays_readable() =>
        Assert.Equal(Stored, EventCodec.Decode(Convert.FromHexString(Format1)));

    [Fact]
    public void The_first_format_is_the_one_written() =>
        Assert.Equal(Format1, Convert.ToHexStringLower(EventCodec.Encode(Stored)));

    [Fact]
    public void Events_come_back_as_they_were_stored() =>
        Prop.ForAll(
            Some.Events.ToArbitrary(), events => EventCodec.Decode(EventCodec.Encode(events)).SequenceEqual(events))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_bytes_are_read_or_refused_and_nothing_else() =>
        Prop.ForAll(Some.Events.Zip(Gen.Choose(0, 9999)).Zip(Gen.Choose(0, 255)).ToArbitrary(), damage =>
        {
            var ((events, place), replacement) = damage;
            var bytes = EventCodec.Encode(events);
            bytes[place % bytes.Length] = (byte)replacement;
            DecodeOrRefuse(bytes);
            DecodeOrRefuse(bytes.AsSpan(0, place % bytes.Length));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_count_larger_than_the_record_is_refused_before_room_is_made()
    {
        // Format 1, first event 1, and 2 147 483 647 events to follow.
        byte[] bytes = [1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => EventCodec.Decode(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_time_out_of_range_is_refused()
    {
        // Format 1, first event 1, one event: type 1, cause 0, no step, and the largest number as its time.
        byte[] bytes = [1, 1, 1, 1, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0];

        Assert.Throws<InvalidDataException>(() => EventCodec.Decode(bytes));
    }

    [Fact]
    public void Events_of_a_newer_release_are_refused_with_both_formats_named()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => EventCodec.Decode([9]));

        Assert.Equal("Events are stored in format 9; this release reads 1.", refusal.Message);
    }

    private static void DecodeOrRefuse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            EventCodec.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            // The documented answer to damage.
        }
    }
}
