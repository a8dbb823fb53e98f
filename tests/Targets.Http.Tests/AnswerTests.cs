using System.IO.Compression;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class AnswerTests
{
    [Fact]
    public async Task The_result_has_header_code_and_body()
    {
        await using var server = LoopbackServer.Answering("200 OK", "hi there", "content-type: text/plain");

        var result = await ResultAsync(Get(server.Url));

        Assert.Equal(
            """{"Header":{"Connection":"close","Content-Length":"8","Content-Type":"text/plain"},"Code":200,"Body":"hi there"}""",
            result.ToString());
    }

    [Fact]
    public async Task Header_names_are_canonical_and_several_values_are_joined()
    {
        await using var server = LoopbackServer.Answering(
            "201 Created", "", "x-request-ID: ü1", "ETag: \"a\"", "set-cookie: a=1", "Set-Cookie: b=2", "WWW-odd: x, y");

        var header = Assert.IsType<JsonObject>((await ResultAsync(Get(server.Url))).Get("Header"));

        Assert.Equal(Text("ü1"), header.Get("X-Request-Id"));
        Assert.Equal(Text("\"a\""), header.Get("Etag"));
        Assert.Equal(Text("a=1, b=2"), header.Get("Set-Cookie"));
        Assert.Equal(Text("x, y"), header.Get("Www-Odd"));
    }

    [Theory]
    [InlineData("application/json", """ { "a" : [ 9007199254740993 ] } """, """{"a":[9007199254740993]}""")]
    [InlineData("Application/JSON; charset=utf-8", "7", "7")]
    [InlineData("application/problem+json", "null", "null")]
    [InlineData("application/json", "\uFEFF{}", "{}")]
    [InlineData("application/json", "{broken", "\"{broken\"")]
    [InlineData("application/json", "1e400", "\"1e400\"")]
    [InlineData("application/json", "", "\"\"")]
    [InlineData("text/plain", "{}", "\"{}\"")]
    [InlineData("application/jsonp", "{}", "\"{}\"")]
    [InlineData("not a media type", "{}", "\"{}\"")]
    public async Task A_body_declared_json_that_parses_is_a_value_and_any_other_is_text(
        string contentType, string body, string expected)
    {
        await using var server = LoopbackServer.Answering("200 OK", body, $"Content-Type: {contentType}");

        Assert.Equal(expected, (await ResultAsync(Get(server.Url))).Get("Body").ToString());
    }

    [Fact]
    public async Task A_body_without_a_declared_type_is_text()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        Assert.Equal(Text("{}"), (await ResultAsync(Get(server.Url))).Get("Body"));
    }

    [Fact]
    public async Task Json_nested_deeper_than_a_flow_can_hold_is_text()
    {
        var deep = new string('[', 128) + new string(']', 128);
        await using var server = LoopbackServer.Answering("200 OK", deep, "Content-Type: application/json");

        Assert.Equal(Text(deep), (await ResultAsync(Get(server.Url))).Get("Body"));
    }

    [Fact]
    public async Task Text_is_decoded_by_its_charset()
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Answer("200 OK", [0xE4], "Content-Type: text/plain; charset=iso-8859-1"));

        Assert.Equal(Text("ä"), (await ResultAsync(Get(server.Url))).Get("Body"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_unpacked(string encoding)
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Answer("200 OK", Compress(encoding, "hello"u8), $"Content-Encoding: {encoding}"));

        Assert.Equal(Text("hello"), (await ResultAsync(Get(server.Url))).Get("Body"));
    }

    [Fact]
    public async Task The_answer_to_head_has_no_body_however_long_it_says_that_is()
    {
        await using var server = LoopbackServer.Answering(
            Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\nConnection: close\r\n\r\n"));

        var result = await ResultAsync(Get(server.Url, ("method", Text("HEAD"))));

        Assert.Equal(Text(""), result.Get("Body"));
    }

    [Fact]
    public async Task A_body_without_a_length_ends_with_the_connection()
    {
        await using var server = LoopbackServer.Answering(
            Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end"));

        Assert.Equal(Text("to the end"), (await ResultAsync(Get(server.Url))).Get("Body"));
    }

    [Fact]
    public async Task A_redirect_status_without_a_location_is_an_answer()
    {
        await using var server = LoopbackServer.Answering("304 Not Modified");

        Assert.Equal(JsonValue.Of(304), (await ResultAsync(Get(server.Url))).Get("Code"));
    }

    [Theory]
    [InlineData("404 Not Found", "no such order", "HTTP.404", "no such order")]
    [InlineData("503 Service Unavailable", "", "HTTP.503", "The server answered 503 Service Unavailable without a body.")]
    [InlineData("400 Bad Request", """{"error":"x"}""", "HTTP.400", """{"error":"x"}""")]
    public async Task A_status_of_400_or_more_fails_the_task_with_it(
        string status, string body, string code, string cause)
    {
        await using var server = LoopbackServer.Answering(status, body);

        Assert.Equal(new StepFailure(code, cause), await FailureAsync(Get(server.Url)));
    }

    [Fact]
    public async Task Only_the_start_of_a_long_refusal_becomes_the_cause()
    {
        await using var server = LoopbackServer.Answering("500 Oops", "a" + string.Concat(Enumerable.Repeat("ä", 100_000)));

        var failure = await FailureAsync(Get(server.Url));

        Assert.Equal("HTTP.500", failure.Code);
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("ä", 511)), failure.Cause);
    }

    [Fact]
    public async Task A_refusal_cut_short_still_fails_with_its_status()
    {
        await using var server = LoopbackServer.Answering(
            Encoding.ASCII.GetBytes("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 100\r\nConnection: close\r\n\r\nupst"));

        Assert.Equal(new StepFailure("HTTP.502", "upst"), await FailureAsync(Get(server.Url)));
    }

    [Fact]
    public async Task A_body_as_large_as_the_limit_allows_passes_and_one_byte_more_fails_for_good()
    {
        await using var server = LoopbackServer.Answering("200 OK", new string('x', 500));
        var size = (await InvokeAsync(Get(server.Url))).Value.ByteCount;

        var fits = await InvokeAsync(Get(server.Url) with { MaxResultBytes = size });
        var over = await FailureAsync(Get(server.Url) with { MaxResultBytes = size - 1 });

        Assert.Null(fits.Failure);
        Assert.Equal(FailureCodes.DataLimitExceeded, over.Code);
        Assert.True(over.IsByNameOnly);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_given_up_at_the_limit()
    {
        await using var server = LoopbackServer.Start(WriteForEverAsync);

        var failure = await FailureAsync(Get(server.Url) with { MaxResultBytes = 10_000 });

        Assert.Equal(FailureCodes.DataLimitExceeded, failure.Code);
        Assert.Contains("more than 10000 bytes", failure.Cause, StringComparison.Ordinal);
        Assert.True(failure.IsByNameOnly);
    }

    [Fact]
    public async Task The_limit_counts_a_compressed_body_unpacked()
    {
        var bomb = Compress("gzip", new byte[5_000_000]);
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Answer("200 OK", bomb, "Content-Encoding: gzip"));

        Assert.Equal(FailureCodes.DataLimitExceeded, (await FailureAsync(Get(server.Url))).Code);
    }

    private static async Task WriteForEverAsync(
        RecordedRequest request, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
        var chunk = new byte[4096];
        while (true)
        {
            await stream.WriteAsync(chunk, cancellationToken);
        }
    }

    private static byte[] Compress(string encoding, ReadOnlySpan<byte> bytes)
    {
        var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress),
            "br" => new BrotliStream(packed, CompressionMode.Compress),
            _ => new ZLibStream(packed, CompressionMode.Compress),
        })
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
