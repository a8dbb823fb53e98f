using Sluice.Model;

namespace Sluice.Storage.Memory.Tests;

public sealed class MemoryStoreTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(ExecutionId.MaxShards + 1)]
    public void A_number_of_shards_out_of_range_is_refused(int shardCount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryStore(shardCount));

    [Fact]
    public void Two_stores_have_different_keys_unless_one_is_given()
    {
        var key = new byte[32];

        Assert.False(Key(new(1)).SequenceEqual(Key(new(1))));
        Assert.True(Key(new(1, key)).SequenceEqual(key));
    }

    private static ReadOnlySpan<byte> Key(MemoryStore store) => store.Identity.TokenKey.Span;
}
