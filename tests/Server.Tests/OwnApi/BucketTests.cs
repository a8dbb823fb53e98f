using System.Text;
using System.Text.Json;
using Sluice.Objects;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>What flows read and have written is looked at, bucket by bucket and piece by piece.</summary>
public sealed class BucketTests : IAsyncLifetime
{
    private const int Piece = 256 * 1024;

    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.Objects.CreateBucketAsync(BucketName.Parse("shop"), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Buckets_and_objects_are_listed_page_by_page()
    {
        await _server.Objects.CreateBucketAsync(BucketName.Parse("attic"), CancellationToken.None);
        foreach (var key in new[] { "in/1", "in/2", "in/3", "out/1" })
        {
            await PutAsync(key, "x"u8);
        }

        var first = await GetAsync("/buckets?limit=1");
        Assert.Equal(["attic"], Names(first, "name"));
        Assert.Equal(["shop"], Names(await GetAsync($"/buckets?after={Next(first)}"), "name"));

        first = await GetAsync("/buckets/shop/objects?prefix=in/&limit=2");
        Assert.Equal(["in/1", "in/2"], Names(first, "key"));
        var second = await GetAsync($"/buckets/shop/objects?prefix=in/&limit=2&after={Next(first)}");
        Assert.Equal(["in/3"], Names(second, "key"));
        Assert.Null(Next(second));
        Assert.Equal(1, second.GetProperty("items")[0].GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task A_large_text_comes_in_pieces_that_cut_no_character()
    {
        var text = new string('a', Piece - 2) + "€uro" + new string('b', Piece);
        await PutAsync("large.txt", Encoding.UTF8.GetBytes(text));

        var whole = new StringBuilder();
        for (long? from = 0; from is not null;)
        {
            var piece = await GetAsync($"/buckets/shop/object?key=large.txt&from={from}");
            Assert.False(piece.GetProperty("isBase64").GetBoolean());
            Assert.Equal(from, piece.GetProperty("from").GetInt64());
            whole.Append(piece.GetProperty("content").GetString());
            from = piece.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        Assert.Equal(text, whole.ToString());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_in_base64()
    {
        byte[] bytes = [0xff, 0, 1];
        await PutAsync("raw", bytes);

        var answer = await GetAsync("/buckets/shop/object?key=raw");

        Assert.True(answer.GetProperty("isBase64").GetBoolean());
        Assert.Equal(bytes, answer.GetProperty("content").GetBytesFromBase64());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("/buckets/none/objects", 404, "NoSuchBucket")]
    [InlineData("/buckets/none/object?key=a", 404, "NoSuchBucket")]
    [InlineData("/buckets/shop/object?key=none", 404, "NoSuchKey")]
    [InlineData("/buckets/shop/object", 400, "MissingRequiredParams")]
    [InlineData("/buckets/shop/object?key=..%2F..%2Fdata.db", 400, "InvalidObjectName")]
    [InlineData("/buckets/..%2Fshop/objects", 400, "InvalidBucketName")]
    [InlineData("/buckets/Shop/objects", 400, "InvalidBucketName")]
    [InlineData("/buckets/shop/object?key=one&from=-1", 400, "InvalidArgument")]
    [InlineData("/buckets/shop/object?key=one&from=2", 416, "InvalidRange")]
    [InlineData("/buckets/shop/objects?limit=1001", 400, "InvalidArgument")]
    [InlineData("/buckets/shop/objects?after=x", 400, "InvalidArgument")]
    [InlineData("/buckets?colour=red", 400, "InvalidArgument")]
    public async Task What_is_not_there_or_cannot_be_is_refused(string path, int status, string code)
    {
        await PutAsync("one", "1"u8);

        var (answered, json) = await _server.GetAsync(path);

        Assert.Equal((status, code), (answered, json.GetProperty("code").GetString()));
    }

    private static IEnumerable<string?> Names(JsonElement page, string member) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(member).GetString());

    private static string? Next(JsonElement page) => page.GetProperty("next").GetString();

    private async Task<JsonElement> GetAsync(string path)
    {
        var (status, json) = await _server.GetAsync(path);
        Assert.True(status == 200, json.ToString());
        return json;
    }

    private Task PutAsync(string key, ReadOnlySpan<byte> bytes) =>
        _server.Objects.PutAsync(ObjectAddress.Parse("shop", key), bytes.ToArray(), CancellationToken.None);
}
