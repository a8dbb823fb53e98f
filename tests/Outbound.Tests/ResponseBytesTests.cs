namespace Sluice.Outbound.Tests;

public sealed class ResponseBytesTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(10, 10, false)]
    [InlineData(11, 10, true)]
    [InlineData(100_000, 10, true)]
    public async Task No_more_is_kept_than_the_limit_and_more_is_told(int length, int kept, bool isCut)
    {
        using var response = Answer(new Body(new byte[length]));

        var read = await ResponseBytes.ReadAtMostAsync(response, 10, CancellationToken.None);

        Assert.Equal((kept, isCut), (read.Bytes.Length, read.IsCut));
    }

    [Fact]
    public async Task No_more_is_read_than_tells_that_the_limit_is_passed()
    {
        var body = new Body(new byte[100_000]);
        using var response = Answer(body);

        await ResponseBytes.ReadAtMostAsync(response, 10_000, CancellationToken.None);

        Assert.InRange(body.Consumed, 10_001, 20_000);
    }

    [Fact]
    public async Task A_body_that_breaks_is_lost_unless_its_start_is_enough()
    {
        using var whole = Answer(new Body(new byte[100]) { BreaksAt = 50 });
        using var start = Answer(new Body(new byte[100]) { BreaksAt = 50 });

        await Assert.ThrowsAsync<IOException>(
            () => ResponseBytes.ReadAtMostAsync(whole, 1_000, CancellationToken.None));
        var read = await ResponseBytes.ReadStartAsync(start, 1_000, CancellationToken.None);

        Assert.Equal((50, true), (read.Bytes.Length, read.IsCut));
    }

    [Fact]
    public async Task Whoever_looks_sees_what_is_not_kept_until_it_has_seen_enough()
    {
        var seen = 0;
        using var response = Answer(new Body(new byte[100_000]));

        var read = await ResponseBytes.ReadStartAsync(
            response, 10, CancellationToken.None, look: bytes => (seen += bytes.Length) >= 50_000);

        Assert.Equal((10, true), (read.Bytes.Length, read.IsCut));
        Assert.InRange(seen, 50_000, 60_000);
    }

    private static HttpResponseMessage Answer(Stream body) => new() { Content = new StreamContent(body) };

    /// <summary>Bytes that come until they break off, counted as they are taken.</summary>
    private sealed class Body(byte[] bytes) : MemoryStream(bytes)
    {
        public int BreaksAt { get; init; } = int.MaxValue;

        public int Consumed { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Consumed >= BreaksAt)
            {
                throw new IOException("The connection broke.");
            }

            var count = Read(buffer.Span[..Math.Min(buffer.Length, BreaksAt - Consumed)]);
            Consumed += count;
            return ValueTask.FromResult(count);
        }
    }
}
