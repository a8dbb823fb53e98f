using FsCheck;
using FsCheck.Fluent;
using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Model.Tests.Packing;

public sealed class PackedTests
{
    [Fact]
    public void Numbers_come_back_as_they_were_written() => Prop.ForAll(Some.Integer.ToArbitrary(), number =>
    {
        var writer = new PackedWriter();
        writer.Number(number);
        writer.Fixed((ulong)number);
        writer.Count(number & long.MaxValue);

        var reader = new PackedReader(writer.ToArray());
        return reader.Number() == number
            && reader.Fixed() == (ulong)number
            && reader.Count() == (number & long.MaxValue)
            && reader.AtEnd;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_come_back_as_they_were_written() => Prop.ForAll(Some.Name.ListOf().ToArbitrary(), texts =>
    {
        var writer = new PackedWriter();
        writer.OptionalText(null);
        foreach (var text in texts)
        {
            writer.OptionalText(text);
        }

        var reader = new PackedReader(writer.ToArray());
        var matches = reader.OptionalText() is null;
        foreach (var text in texts)
        {
            matches &= reader.OptionalText() == text;
        }

        return matches && reader.AtEnd;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Payloads_come_back_as_they_were_written() =>
        Prop.ForAll(Some.Payload.ListOf().ToArbitrary(), payloads =>
        {
            var writer = new PackedWriter();
            writer.OptionalPayload(null);
            foreach (var payload in payloads)
            {
                writer.OptionalPayload(payload);
            }

            var reader = new PackedReader(writer.ToArray());
            var matches = reader.OptionalPayload() is null;
            foreach (var payload in payloads)
            {
                matches &= payload.Equals(reader.OptionalPayload());
            }

            return matches && reader.AtEnd;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_again_takes_one_more_byte()
    {
        var large = JsonPayload.Of(new string('x', 5000));
        var writer = new PackedWriter();
        writer.Text("a name");
        writer.Payload(large);
        writer.Payload(JsonPayload.Of("small"));
        var once = writer.ByteCount;

        writer.Text("a name");
        writer.Payload(large);
        writer.Payload(JsonPayload.Of("small"));

        Assert.Equal(once + 3, writer.ByteCount);
    }

    [Fact]
    public void Times_and_flags_come_back_as_they_were_written()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
        var writer = new PackedWriter();
        writer.Time(time);
        writer.OptionalTime(time);
        writer.OptionalTime(null);
        writer.Flag(true);

        var reader = new PackedReader(writer.ToArray());

        Assert.Equal(time, reader.Time());
        Assert.Equal(time, reader.OptionalTime());
        Assert.Null(reader.OptionalTime());
        Assert.True(reader.Flag());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void A_negative_count_is_a_mistake_of_the_writer() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackedWriter().Count(-1));

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x00, 0x05, 0x61 })]
    [InlineData(new byte[] { 0x01 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void A_text_that_cannot_be_is_refused(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => new PackedReader(bytes).Text());

    [Fact]
    public void A_flag_that_is_neither_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new PackedReader([2]).Flag());

    [Fact]
    public void A_time_out_of_range_is_refused()
    {
        var writer = new PackedWriter();
        writer.Number(long.MaxValue);

        Assert.Throws<InvalidDataException>(() => new PackedReader(writer.ToArray()).Time());
    }
}
