using System.Text;
using Sluice.Model.Json;

namespace Sluice.Model.Tests.Json;

public sealed class JsonPayloadTests
{
    [Fact]
    public void A_payload_of_a_value_is_written_once()
    {
        var payload = JsonPayload.Of(JsonObject.Of(("a", JsonValue.Of(1))));

        Assert.Equal("{\"a\":1}", payload.ToString());
        Assert.Equal(7, payload.ByteCount);
        Assert.True(payload.Utf8 == payload.Utf8);
        Assert.True(payload.Utf8Memory.Span == payload.Utf8);
    }

    [Fact]
    public void A_stored_payload_is_read_once()
    {
        var payload = JsonPayload.FromStored("{\"a\":1}"u8.ToArray());

        Assert.Equal(JsonObject.Of(("a", JsonValue.Of(1))), payload.Value);
        Assert.Same(payload.Value, payload.Value);
    }

    [Fact]
    public void A_stored_payload_that_is_only_carried_is_never_read()
    {
        var payload = JsonPayload.FromStored("not json"u8.ToArray());

        Assert.Equal(8, payload.ByteCount);
        Assert.Equal("not json", payload.ToString());
        Assert.Throws<InvalidDataException>(() => payload.Value);
    }

    [Fact]
    public void Payloads_are_equal_when_their_text_is()
    {
        var written = JsonPayload.Of(JsonObject.Of(("a", JsonValue.Of(1)), ("b", JsonValue.Of(2))));
        var stored = JsonPayload.FromStored("{\"a\":1,\"b\":2}"u8.ToArray());
        var turned = JsonPayload.FromStored("{\"b\":2,\"a\":1}"u8.ToArray());

        Assert.Equal(written, stored);
        Assert.Equal(written.GetHashCode(), stored.GetHashCode());
        Assert.NotEqual(written, turned);
        Assert.Equal(written.Value, turned.Value);
    }

    [Fact]
    public void Text_and_numbers_make_payloads()
    {
        Assert.Equal("\"ä\"", JsonPayload.Of("ä").ToString());
        Assert.Equal(4, JsonPayload.Of("ä").ByteCount);
        Assert.Equal("-7", JsonPayload.Of(-7).ToString());
        Assert.Equal("{}", JsonPayload.EmptyObject.ToString());
        Assert.Equal("null", JsonPayload.Null.ToString());
    }

    [Fact]
    public void Text_from_outside_is_made_compact()
    {
        Assert.True(JsonPayload.TryParse(" { \"a\" : 1.0 } "u8, maxDepth: 1, out var payload, out var problem));

        Assert.Null(problem);
        Assert.Equal("{\"a\":1}", payload.ToString());
    }

    [Fact]
    public void Text_from_outside_nested_deeper_than_allowed_is_refused()
    {
        Assert.False(JsonPayload.TryParse("[[1]]"u8, maxDepth: 1, out var payload, out var problem));

        Assert.Null(payload);
        Assert.Equal("nested deeper than 1 levels", problem);
    }

    [Fact]
    public void Text_from_outside_that_is_not_json_is_refused()
    {
        Assert.False(JsonPayload.TryParse("{a}"u8, maxDepth: 9, out var payload, out var problem));

        Assert.Null(payload);
        Assert.StartsWith("not valid JSON at line 1, byte 2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_asked_by_many_at_once_gives_all_the_same_text()
    {
        var payload = JsonPayload.Of(new JsonArray([.. Enumerable.Range(0, 1000).Select(i => JsonValue.Of(i))]));
        var expected = $"[{string.Join(',', Enumerable.Range(0, 1000))}]";

        Parallel.For(0, 100, _ => Assert.Equal(expected, Encoding.UTF8.GetString(payload.Utf8)));
    }
}
