using System.Text;
using Sluice.Objects.Items;

namespace Sluice.Objects.Tests.Items;

public sealed class CsvTests : IDisposable
{
    private static readonly ItemSource.Csv Source = new(TestStore.At("in.csv"), Headers: null);

    private readonly TestStore _tests = new();

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    [InlineData("id,name")]
    [InlineData("id,name\r\n")]
    public async Task A_file_without_rows_has_no_items(string text) => Assert.Empty(await ItemsAsync(text));

    [Theory]
    [InlineData("id,name\n1,Ada\n2,Bob\n")]
    [InlineData("id,name\r\n1,Ada\r\n2,Bob")]
    [InlineData("\uFEFFid,name\n\n1,Ada\n\r\n\n2,Bob\n\n")]
    [InlineData("\"id\",\"name\"\n\"1\",\"Ada\"\n\"2\",Bob")]
    public async Task Rows_are_objects_of_strings(string text) =>
        Assert.Equal(["""{"id":"1","name":"Ada"}""", """{"id":"2","name":"Bob"}"""], await ItemsAsync(text));

    [Fact]
    public async Task Quoted_fields_hold_commas_line_ends_and_doubled_quotation_marks() => Assert.Equal(
        ["""{"a":"x,y","b":"1\r\n2\n3","c":"say \"hi\"","d":"","e":"\"\""}"""],
        await ItemsAsync("a,b,c,d,e\n\"x,y\",\"1\r\n2\n3\",\"say \"\"hi\"\"\",\"\",\"\"\"\"\"\"\n"));

    [Fact]
    public async Task Fields_may_be_empty_and_keep_their_spaces() => Assert.Equal(
        ["""{"a":"","b":" x ","c":""}"""], await ItemsAsync("a,b,c\n, x ,"));

    [Fact]
    public async Task Headers_of_the_definition_make_the_first_line_a_row()
    {
        await _tests.PutAsync("in.csv", "1,Ada\n");

        Assert.Equal(["""{"id":"1","name":"Ada"}"""], await _tests.ItemsAsync(Source with { Headers = ["id", "name"] }));
    }

    [Theory]
    [InlineData("a,b\n1\n", "line 2: the row has 1 columns, and there are 2 headers")]
    [InlineData("a,b\n1,2\n\n1,2,3\n", "line 4: the row has 3 columns, and there are 2 headers")]
    [InlineData("a,b\n\"1\n2\n3\",2\n1\n", "line 5: the row has 1 columns")]
    [InlineData("a,a\n", "line 1: two columns have the name 'a'")]
    [InlineData("a,\n", "line 1: column 2 has no name")]
    [InlineData("a\nx\"y\n", "line 2: column 1 has a quotation mark inside")]
    [InlineData("a\n\"x\"y\n", "line 2: after a closing quotation mark there must be a comma")]
    [InlineData("a\n1\n\"x\n2\n", "line 3: column 1 begins with a quotation mark, and the closing one is missing")]
    [InlineData("a\r1\r2\r", "line 1: a carriage return stands without a line feed")]
    [InlineData("a\n1\r", "line 2: a carriage return stands without a line feed")]
    public async Task What_is_no_csv_is_refused_with_its_line(string text, string expected)
    {
        var e = await Assert.ThrowsAsync<ObjectException>(() => ItemsAsync(text));

        Assert.Equal(ObjectErrors.ItemReaderFailed, e.Code);
        Assert.StartsWith($"oss://tests/in.csv, {expected}", e.Message);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        await _tests.Store.PutAsync(TestStore.At("in.csv"), Encoding.Latin1.GetBytes("a,b\n1,é\n"), default);

        var e = await Assert.ThrowsAsync<ObjectException>(() => _tests.ItemsAsync(Source));

        Assert.Contains("line 2: column 2 is not UTF-8", e.Message);
    }

    [Theory]
    [InlineData("a\n\"x", "line 2: the row has more than 1048576 bytes; a quotation mark may be missing")]
    [InlineData("a\nx", "line 2: the row has more than 1048576 bytes")]
    [InlineData("a\n,", "line 2: the row has more than 1024 columns")]
    public async Task A_row_without_end_is_given_up_at_the_limit(string start, string expected)
    {
        var store = new EndlessStore(Encoding.UTF8.GetBytes(start));

        var e = await Assert.ThrowsAsync<ObjectException>(async () =>
            await ItemReader.ReadAsync(store, Source, ItemPosition.Start, ItemLimits.Default).ToListAsync());

        Assert.Contains(expected, e.Message);
        Assert.InRange(store.BytesRead, 1, 3_000_000);
    }

    public void Dispose() => _tests.Dispose();

    private async Task<List<string>> ItemsAsync(string text)
    {
        await _tests.PutAsync("in.csv", text);
        return await _tests.ItemsAsync(Source);
    }
}
