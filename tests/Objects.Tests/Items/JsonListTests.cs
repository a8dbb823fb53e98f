using System.Text;
using Sluice.Objects.Items;

namespace Sluice.Objects.Tests.Items;

public sealed class JsonListTests : IDisposable
{
    private static readonly ItemSource Source = new ItemSource.JsonList(TestStore.At("in.json"));

    private readonly TestStore _tests = new();

    [Theory]
    [InlineData("[]")]
    [InlineData(" \r\n[ \t] \n")]
    [InlineData("\uFEFF[]")]
    public async Task An_empty_array_has_no_items(string text) => Assert.Empty(await ItemsAsync(text));

    [Fact]
    public async Task Values_of_every_kind_are_items() => Assert.Equal(
        ["1", "-2.5", "\"a,]\\\"\\\\\"", "null", "true", "{\"a\":[{\"b\":\"}\"}]}", "[[],{}]", "\"\""],
        await ItemsAsync("""[1,-2.5 ,"a,]\"\\", null,true,{"a":[{"b":"}"}]},[[],{}],""]"""));

    [Theory]
    [InlineData("", "line 1, byte 0: it must be a JSON array")]
    [InlineData("{}", "line 1, byte 0: it must be a JSON array")]
    [InlineData("[1", "line 1, byte 2: the array does not end")]
    [InlineData("[1,", "line 1, byte 3: the array does not end")]
    [InlineData("[", "line 1, byte 1: the array does not end")]
    [InlineData("[1,]", "line 1, byte 3: item 1 is missing before ']'")]
    [InlineData("[,1]", "line 1, byte 1: item 0 is missing before ','")]
    [InlineData("[1 2]", "line 1, byte 3: after item 0 there must be ',' or ']'")]
    [InlineData("[1]\n]", "line 2, byte 4: nothing but white space may follow")]
    [InlineData("[\n{\"a\":\n\"b}]", "line 2, byte 2: item 0 does not end")]
    [InlineData("[\n{\"a\":\nx}]", "line 2, byte 2: item 0, counted from its first byte, is not valid JSON at line 2, byte 1")]
    [InlineData("[{]]", "item 0, counted from its first byte, is not valid JSON")]
    [InlineData("[}]", "item 0, counted from its first byte, is not valid JSON")]
    [InlineData("[\"\\ud800\"]", "a string holds text that is not valid Unicode")]
    [InlineData("[1e999]", "a number is out of range")]
    public async Task What_is_no_array_is_refused_with_its_place(string text, string expected)
    {
        var e = await Assert.ThrowsAsync<ObjectException>(() => ItemsAsync(text));

        Assert.Equal(ObjectErrors.ItemReaderFailed, e.Code);
        Assert.StartsWith("oss://tests/in.json, line ", e.Message);
        Assert.Contains(expected, e.Message);
    }

    [Fact]
    public async Task Items_before_a_problem_are_read()
    {
        await _tests.PutAsync("in.json", "[1,2,x]");
        var read = new List<string>();

        await Assert.ThrowsAsync<ObjectException>(async () =>
        {
            await foreach (var item in ItemReader.ReadAsync(
                _tests.Store, Source, ItemPosition.Start, ItemLimits.Default))
            {
                read.Add(item.Payload.ToString());
            }
        });

        Assert.Equal(["1", "2"], read);
    }

    [Theory]
    [InlineData(99_998, true)]
    [InlineData(99_999, false)]
    public async Task An_item_may_have_as_many_bytes_as_the_limit(int letters, bool fits)
    {
        var limits = new ItemLimits { ItemBytes = 100_000 };
        await _tests.PutAsync("in.json", $"[\"{new string('a', letters)}\"]");

        var reading = () => _tests.ItemsAsync(Source, limits);

        if (fits)
        {
            Assert.Single(await reading());
        }
        else
        {
            Assert.Contains("item 0 has more than 100000 bytes", (await Assert.ThrowsAsync<ObjectException>(reading)).Message);
        }
    }

    [Theory]
    [InlineData("[[[[")]
    [InlineData("[\"a")]
    [InlineData("[1")]
    public async Task An_item_without_end_is_given_up_at_the_limit(string start)
    {
        var store = new EndlessStore(Encoding.UTF8.GetBytes(start));

        var e = await Assert.ThrowsAsync<ObjectException>(async () =>
            await ItemReader.ReadAsync(store, Source, ItemPosition.Start, ItemLimits.Default).ToListAsync());

        Assert.Contains("has more than 1048576 bytes", e.Message);
        Assert.InRange(store.BytesRead, 1_048_576, 3_000_000);
    }

    [Fact]
    public async Task Nesting_has_a_limit()
    {
        var text = "[" + new string('[', 65) + new string(']', 65) + "]";

        var e = await Assert.ThrowsAsync<ObjectException>(() => ItemsAsync(text));

        Assert.Contains("nested deeper than 64 levels", e.Message);
    }

    public void Dispose() => _tests.Dispose();

    private async Task<List<string>> ItemsAsync(string text)
    {
        await _tests.PutAsync("in.json", text);
        return await _tests.ItemsAsync(Source);
    }
}
