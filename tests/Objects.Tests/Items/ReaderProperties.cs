using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Model.Json;
using Sluice.Objects.Items;

namespace Sluice.Objects.Tests.Items;

public sealed class ReaderProperties
{
    private static readonly Gen<string> Field = Gen.Elements(
        "", "a", " ", ",", "\"", "\"\"", "\r\n", "\n", "x,y", "ä", "日本", "😀", "\0", "\t", "1.5", new string('z', 300));

    private static readonly Gen<string[][]> Table =
        Gen.Choose(1, 4).SelectMany(width => Some.Few(Field.ArrayOf(width)));

    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
        Gen.Elements(
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\n", "\r", "\r\n", " ", "1", "-", "e", "null", "\"a\"", "\uFEFF",
            "{\"a\":1}", "a", "é", "[1,2]").ArrayOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))));

    [Fact]
    public void Rows_that_were_written_are_read_back() => Some.Hold(
        Gen.Zip(Table, Gen.Elements("\n", "\r\n")), async made =>
        {
            using var tests = new TestStore();
            var rows = made.Item1;
            var headers = Headers(rows);
            await tests.PutAsync("in.csv", Csv(rows.Prepend(headers), made.Item2));

            var items = await tests.ItemsAsync(new ItemSource.Csv(TestStore.At("in.csv"), null));

            Assert.Equal(rows.Select(row => ToItem(headers, row)), items);
        });

    [Fact]
    public void Values_that_were_written_are_read_back() => Some.Hold(
        Gen.Zip(Table, Gen.Elements("", " ", "\n\t")), async made =>
        {
            using var tests = new TestStore();
            var values = made.Item1.Select(row => ToItem(Headers(made.Item1), row)).ToList();
            var (blank, text) = (made.Item2, new StringBuilder());
            text.AppendJoin($"{blank},{blank}", values);
            await tests.PutAsync("in.json", $"{blank}[{blank}{text}{blank}]{blank}");

            Assert.Equal(values, await tests.ItemsAsync(new ItemSource.JsonList(TestStore.At("in.json"))));
        });

    // Goal: it makes no difference where a window ends. Method: each byte of a row or element in turn stands at the end
    // of the first 64 KiB.
    [Fact]
    public async Task An_item_may_lie_across_the_end_of_a_window()
    {
        const string Row = "\"say \"\"hi\"\", é😀\r\n\",\"\"\"\",plain\r\n";
        const string Expected = """{"a":"say \"hi\", é😀\r\n","b":"\"","c":"plain"}""";
        using var tests = new TestStore();
        for (var shift = 0; shift <= Row.Length + Expected.Length; shift++)
        {
            var filler = new string('x', (64 * 1024) - 6 - shift);
            await tests.PutAsync("in.csv", $"a,b,c\n,,{filler}\r\n{Row}{Row}");
            await tests.PutAsync("in.json", $"[\"{filler}\" , {Expected} ,{Expected}]");

            var rows = await tests.ItemsAsync(new ItemSource.Csv(TestStore.At("in.csv"), ["a", "b", "c"]));
            var elements = await tests.ItemsAsync(new ItemSource.JsonList(TestStore.At("in.json")));

            Assert.Equal([Expected, Expected], rows.Skip(2));
            Assert.Equal([$"\"{filler}\"", Expected, Expected], elements);
        }
    }

    // Goal: reading on from any stored position gives exactly what had not been read.
    [Fact]
    public void Reading_on_from_any_position_gives_the_rest() => Some.Hold(Table.Where(rows => rows.Length > 0), async rows =>
    {
        using var tests = new TestStore();
        foreach (var source in await SourcesAsync(tests, rows))
        {
            var whole = await tests.ReadAsync(source, ItemPosition.Start);
            Assert.NotEmpty(whole);
            foreach (var (at, item) in whole.Index())
            {
                var stored = TestStore.Json(item.Next.ToPayload().ToString());
                Assert.Equal(at + 1, item.Next.Count);

                var rest = await tests.ReadAsync(source, ItemPosition.FromPayload(stored));

                Assert.Equal(whole.Skip(at + 1), rest);
            }
        }
    });

    [Fact]
    public async Task Reading_on_in_an_object_that_has_changed_is_refused()
    {
        using var tests = new TestStore();
        foreach (var source in await SourcesAsync(tests, [["1"], ["2"], ["3"]]))
        {
            var first = (await tests.ReadAsync(source, ItemPosition.Start))[0].Next;
            await SourcesAsync(tests, [["4"], ["5"], ["6"]]);

            if (source is ItemSource.Objects)
            {
                Assert.Equal(2, (await tests.ReadAsync(source, first)).Count);
                continue;
            }

            var e = await Assert.ThrowsAsync<ObjectException>(() => tests.ReadAsync(source, first));
            Assert.Equal(ObjectErrors.ItemReaderFailed, e.Code);
            Assert.Contains("has changed since its first items were read", e.Message);
        }
    }

    [Fact]
    public void Any_bytes_give_items_or_an_error_that_names_the_object() => Some.Hold(Bytes, async bytes =>
    {
        using var tests = new TestStore();
        await tests.Store.PutAsync(TestStore.At("in"), bytes, default);
        await tests.Store.PutAsync(TestStore.At("in.gz"), bytes, default);
        await tests.PutAsync("manifest.json", """{"fileSchema":"a","files":[{"key":"in.gz"}]}""");
        var address = TestStore.At("in");

        foreach (var source in new ItemSource[]
        {
            new ItemSource.JsonList(address),
            new ItemSource.Csv(address, null),
            new ItemSource.Csv(address, ["a", "b"]),
            new ItemSource.Inventory(address, null),
            new ItemSource.Inventory(TestStore.At("manifest.json"), null),
        })
        {
            try
            {
                await tests.ItemsAsync(source);
            }
            catch (ObjectException e)
            {
                Assert.Equal(ObjectErrors.ItemReaderFailed, e.Code);
                Assert.Contains("tests/", e.Message);
            }
        }
    });

    private static async Task<List<ItemSource>> SourcesAsync(TestStore tests, string[][] rows)
    {
        var headers = Headers(rows);
        var csv = Csv(rows, "\r\n");
        await tests.PutAsync("in.csv", Csv(rows.Prepend(headers), "\n"));
        await tests.PutAsync("in.json", $"[{string.Join(" ,\n", rows.Select(row => ToItem(headers, row)))}]");
        await tests.PutAsync("parts/1.csv", csv);
        await tests.PutAsync("parts/2.csv", "");
        await tests.Store.PutAsync(TestStore.At("parts/3.csv.gz"), Pack(csv), default);
        await tests.PutAsync("manifest.json", $$"""
            {
              "fileFormat": "CSV", "fileSchema": "{{string.Join(", ", headers)}}",
              "files": [{"key": "parts/1.csv"}, {"key": "parts/2.csv"}, {"key": "parts/3.csv.gz", "size": 1}]
            }
            """);
        return
        [
            new ItemSource.Csv(TestStore.At("in.csv"), null),
            new ItemSource.Csv(TestStore.At("parts/1.csv"), headers),
            new ItemSource.JsonList(TestStore.At("in.json")),
            new ItemSource.Objects(TestStore.Bucket, "parts/"),
            new ItemSource.Inventory(TestStore.At("manifest.json"), null),
        ];
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string[] Headers(string[][] rows) =>
        [.. Enumerable.Range(1, rows.Select(row => row.Length).FirstOrDefault(1)).Select(column => $"h{column}")];

    /// <summary>All fields quoted, so that a row of one empty field is no empty line.</summary>
    private static string Csv(IEnumerable<string[]> rows, string end) => string.Concat(rows.Select(row =>
        string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + end));

    private static string ToItem(string[] headers, string[] row) => JsonObject.Of(
        [.. headers.Zip(row, (name, text) => KeyValuePair.Create<string, JsonValue>(name, JsonValue.Of(text)))]).ToString();
}
