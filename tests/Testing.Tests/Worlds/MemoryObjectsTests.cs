using System.Text;
using Sluice.Objects;
using Sluice.Testing.Worlds;

namespace Sluice.Testing.Tests.Worlds;

public sealed class MemoryObjectsTests
{
    private static readonly BucketName Bucket = BucketName.Parse("shop");

    private readonly MemoryObjects _objects = new() { ["shop/a/1"] = "one", ["shop/a/2"] = "two", ["shop/b"] = "three" };

    [Fact]
    public async Task What_is_put_can_be_opened_whole_and_in_part()
    {
        await _objects.PutAsync(At("new"), (stream, none) => stream.WriteAsync("hello"u8.ToArray(), none).AsTask(), default);

        Assert.Equal("hello", await ReadAsync("new", range: null));
        Assert.Equal("ell", await ReadAsync("new", ByteRange.TryParse("bytes=1-3", out var part) ? part : null));
        Assert.Equal("hello", _objects["shop/new"]);
        Assert.Equal(1, _objects.Puts);
    }

    [Fact]
    public async Task Objects_are_listed_by_key_behind_one_of_them()
    {
        Assert.Equal(["a/1", "a/2"], await ListAsync("a/", after: null));
        Assert.Equal(["a/2", "b"], await ListAsync("", after: "a/1"));
    }

    [Fact]
    public async Task Buckets_are_those_that_hold_something()
    {
        _objects["attic/x"] = "four";
        _objects["zoo/x"] = "five";

        Assert.Equal(["attic", "shop"], (await _objects.ListBucketsAsync("", 2, default)).Select(bucket => bucket.Value));
        Assert.Equal(["zoo"], (await _objects.ListBucketsAsync("shop", 2, default)).Select(bucket => bucket.Value));
    }

    [Fact]
    public async Task What_is_deleted_is_not_there()
    {
        await _objects.CopyAsync(At("b"), At("c"), default);
        await _objects.DeleteAsync(At("b"), default);

        Assert.Equal("three", _objects["shop/c"]);
        var refusal = await Assert.ThrowsAsync<ObjectException>(() => _objects.HeadAsync(At("b"), default));
        Assert.Equal(ObjectErrors.NoSuchKey, refusal.Code);
    }

    private static ObjectAddress At(string key) => new(Bucket, ObjectKey.Parse(key));

    private async Task<string> ReadAsync(string key, ByteRange? range)
    {
        await using var content = await _objects.OpenAsync(At(key), range, default);
        using var reader = new StreamReader(content.Stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private async Task<List<string>> ListAsync(string prefix, string? after)
    {
        var keys = new List<string>();
        await foreach (var item in _objects.ListAsync(Bucket, prefix, after, default))
        {
            keys.Add(item.Address.Key.Value);
        }

        return keys;
    }
}
