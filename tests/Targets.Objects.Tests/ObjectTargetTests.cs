using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Objects;
using Sluice.Objects.Directories;

namespace Sluice.Targets.Objects.Tests;

public sealed class ObjectTargetTests : IAsyncLifetime
{
    private static readonly TaskContext Context = new(AccountId.Default, "f", "run", "call", "", DateTimeOffset.MaxValue);

    private readonly string _root = Directory.CreateTempSubdirectory("sluice-targets-").FullName;
    private readonly IObjectStore _store;
    private readonly ObjectTarget _target;

    public ObjectTargetTests()
    {
        _store = DirectoryObjectStore.Open(_root, TimeProvider.System);
        _target = new ObjectTarget(_store);
    }

    public async ValueTask InitializeAsync() => await ResultAsync("OSS:PutBucket", """{"bucket":"tests"}""");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_probe_says_when_the_directory_is_gone_and_not_where_it_was()
    {
        var entry = Assert.Single(_target.Entries);
        Assert.Equal((_root, TargetProbe.Reached), (entry.Address, await entry.Probe!(CancellationToken.None)));

        Directory.Delete(_root, recursive: true);
        Assert.Equal("The directory for objects is not there.", (await entry.Probe!(CancellationToken.None)).Problem);
        Directory.CreateDirectory(_root);
    }

    [Fact]
    public async Task A_task_of_another_account_finds_nothing_of_this_one()
    {
        await PutAsync("in.csv", "ours"u8.ToArray());
        var parameters = JsonPayload.Of(Parse("""{"bucket":"tests","key":"in.csv"}"""));
        var theirs = Context with { Account = AccountId.Parse("account", "2000000000000000") };

        var outcome = await _target.InvokeAsync(new TaskCall("OSS:GetObject", parameters, null, "attempt-1", 65536, theirs), default);

        Assert.Equal(ObjectErrors.NoSuchBucket, outcome.Failure?.Code);
    }

    [Theory]
    [InlineData("\"a text, as it is\"", "a text, as it is")]
    [InlineData("\"\"", "")]
    [InlineData("""{"a":[1,"é"]}""", """{"a":[1,"é"]}""")]
    [InlineData("[1, 2]", "[1,2]")]
    public async Task What_was_put_is_got_as_text(string body, string expected)
    {
        var put = await ResultAsync("OSS:PutObject", $$"""{"bucket":"tests","key":"in/a.json","body":{{body}}}""");
        var got = await ResultAsync("OSS:GetObject", """{"bucket":"tests","key":"in/a.json","region":"cn-hangzhou"}""");

        Assert.Equal(expected, Text(got, "body"));
        Assert.Equal(JsonValue.False, got.Get("isBase64"));
        Assert.Equal(JsonValue.Of(Encoding.UTF8.GetByteCount(expected)), got.Get("size"));
        Assert.Equal(("tests", "in/a.json"), (Text(got, "bucket"), Text(got, "key")));
        Assert.Equal(Text(put, "etag"), Text(got, "etag"));
        Assert.Equal(Text(put, "lastModified"), Text(got, "lastModified"));
        Assert.Matches(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z", Text(got, "lastModified"));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_come_in_base64_and_go_back_so()
    {
        byte[] bytes = [0xff, 0x00, 0xfe];
        await PutAsync("a.bin", bytes);

        var got = await ResultAsync("OSS:GetObject", """{"bucket":"tests","key":"a.bin"}""");
        Assert.Equal((Convert.ToBase64String(bytes), JsonValue.True), (Text(got, "body"), got.Get("isBase64")));

        await ResultAsync(
            "OSS:PutObject", $$"""{"bucket":"tests","key":"b.bin","body":"{{Text(got, "body")}}","isBase64":true}""");
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(_root, "tests", "b.bin")));
    }

    [Fact]
    public async Task A_range_gives_its_part_and_says_which()
    {
        await PutAsync("a", "0123456789"u8.ToArray());

        var got = await ResultAsync("OSS:GetObject", """{"bucket":"tests","key":"a","range":"bytes=2-4"}""");

        Assert.Equal("234", Text(got, "body"));
        Assert.Equal("bytes 2-4/10", Text(got, "contentRange"));
        Assert.Equal(JsonValue.Of(10), got.Get("size"));
    }

    [Fact]
    public async Task Conditions_compare_the_etag()
    {
        await PutAsync("a", "text"u8.ToArray());
        var tag = Text(await ResultAsync("OSS:GetObject", """{"bucket":"tests","key":"a"}"""), "etag");

        await ResultAsync("OSS:GetObject", $$"""{"bucket":"tests","key":"a","ifMatch":"{{tag}}","ifNoneMatch":"x"}""");
        await ResultAsync("OSS:GetObject", $$"""{"bucket":"tests","key":"a","ifMatch":"\"{{tag}}\""}""");
        Assert.Equal(
            "OSS.PreconditionFailed", await CodeAsync("OSS:GetObject", """{"bucket":"tests","key":"a","ifMatch":"x"}"""));
        Assert.Equal(
            "OSS.NotModified",
            await CodeAsync("OSS:GetObject", $$"""{"bucket":"tests","key":"a","ifNoneMatch":"{{tag}}"}"""));
    }

    [Fact]
    public async Task An_object_above_the_limit_is_refused_and_a_part_of_it_can_be_got()
    {
        await PutAsync("a", new byte[2000]);

        var failure = await FailureAsync("OSS:GetObject", """{"bucket":"tests","key":"a"}""", maxResultBytes: 1500);
        Assert.Equal((FailureCodes.DataLimitExceeded, true), (failure.Code, failure.IsByNameOnly));
        Assert.Contains("2000 bytes; at most 1500", failure.Cause);

        var range = """{"bucket":"tests","key":"a","range":"bytes=0-9"}""";
        Assert.Null((await InvokeAsync("OSS:GetObject", range, maxResultBytes: 1500)).Failure);
    }

    [Fact]
    public async Task A_body_that_grows_in_json_counts_as_it_is_in_the_result()
    {
        await PutAsync("a", new byte[1000]);

        var failure = await FailureAsync("OSS:GetObject", """{"bucket":"tests","key":"a"}""", maxResultBytes: 5000);

        Assert.Equal(FailureCodes.DataLimitExceeded, failure.Code);
    }

    [Fact]
    public async Task A_put_made_twice_leaves_one_object_and_a_delete_made_twice_none()
    {
        const string Put = """{"bucket":"tests","key":"a","body":"same"}""";
        await ResultAsync("OSS:PutObject", Put);
        await ResultAsync("OSS:PutObject", Put);
        Assert.Equal(["a"], await KeysAsync("{\"bucket\":\"tests\"}"));

        await ResultAsync("OSS:DeleteObject", """{"bucket":"tests","key":"a"}""");
        await ResultAsync("OSS:DeleteObject", """{"bucket":"tests","key":"a"}""");
        Assert.Empty(await KeysAsync("{\"bucket\":\"tests\"}"));
        await ResultAsync("OSS:PutBucket", """{"bucket":"tests"}""");
    }

    [Fact]
    public async Task A_copy_is_made_within_a_bucket_and_into_another()
    {
        await ResultAsync("OSS:PutBucket", """{"bucket":"other"}""");
        await PutAsync("a", "text"u8.ToArray());

        await ResultAsync("OSS:CopyObject", """{"bucket":"tests","key":"b","sourceKey":"a"}""");
        await ResultAsync("OSS:CopyObject", """{"bucket":"other","key":"c","sourceBucket":"tests","sourceKey":"b"}""");

        var got = await ResultAsync("OSS:GetObject", """{"bucket":"other","key":"c"}""");
        Assert.Equal("text", Text(got, "body"));
    }

    [Fact]
    public async Task A_list_goes_on_page_by_page()
    {
        foreach (var key in new[] { "b", "a/2", "a/1", "a/3", "c" })
        {
            await PutAsync(key, [1]);
        }

        Assert.Equal(["a/1", "a/2", "a/3"], await KeysAsync("""{"bucket":"tests","prefix":"a/"}"""));

        var page = await ResultAsync("OSS:ListObjects", """{"bucket":"tests","maxKeys":2}""");
        Assert.Equal(JsonValue.True, page.Get("isTruncated"));
        Assert.Equal("a/2", Text(page, "nextMarker"));
        Assert.Equal(["a/3", "b"], await KeysAsync("""{"bucket":"tests","maxKeys":2,"marker":"a/2"}"""));

        var last = await ResultAsync("OSS:ListObjects", """{"bucket":"tests","maxKeys":5}""");
        Assert.Equal(JsonValue.False, last.Get("isTruncated"));
        Assert.Equal(JsonValue.Null, last.Get("nextMarker"));
    }

    [Fact]
    public async Task A_list_above_the_limit_is_cut_where_it_fits()
    {
        for (var i = 0; i < 30; i++)
        {
            await PutAsync($"{new string('\u0001', 20)}{i:00}", [1]);
        }

        var (marker, keys) = ("", new List<string>());
        do
        {
            var parameters = JsonObject.Of(("bucket", JsonValue.Of("tests")), ("marker", JsonValue.Of(marker)));
            var outcome = await InvokeAsync("OSS:ListObjects", parameters.ToString(), maxResultBytes: 2000);
            Assert.InRange(outcome.Value.ByteCount, 1, 2000);
            var page = (JsonObject)outcome.Value.Value;
            keys.AddRange(Keys(page));
            marker = page.Get("nextMarker") is JsonString next ? next.Value : "";
        }
        while (marker.Length > 0);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i:00}"), keys.Select(key => key[20..]));
    }

    [Theory]
    [InlineData("OSS:GetObject", """{}""", "FnF.InvalidArgument", "bucket: it is required.")]
    [InlineData("OSS:GetObject", """{"bucket":1}""", "FnF.InvalidArgument", "bucket: it must be a string")]
    [InlineData("OSS:GetObject", """{"bucket":"tests"}""", "FnF.InvalidArgument", "key: it is required.")]
    [InlineData("OSS:GetObject", """{"bucket":"T","key":"a"}""", "OSS.InvalidBucketName", "'T'")]
    [InlineData("OSS:GetObject", """{"bucket":"tests","key":"../a"}""", "OSS.InvalidObjectName", "'../a'")]
    [InlineData("OSS:GetObject", """{"bucket":"none","key":"a"}""", "OSS.NoSuchBucket", "'none'")]
    [InlineData("OSS:GetObject", """{"bucket":"tests","key":"a"}""", "OSS.NoSuchKey", "oss://tests/a")]
    [InlineData("OSS:GetObject", """{"bucket":"tests","key":"full","range":"bytes=9-"}""", "OSS.InvalidRange", "4 bytes")]
    [InlineData("OSS:GetObject", """{"bucket":"tests","key":"full","range":"9"}""", "FnF.InvalidArgument", "range: ")]
    [InlineData("OSS:GetObject", """{"bucket":"tests","key":"full","versionId":"1"}""", "FnF.InvalidArgument", "versionId: ")]
    [InlineData("OSS:GetObject", """{"bucket":"tests","key":"full","region":1}""", "FnF.InvalidArgument", "region: ")]
    [InlineData("OSS:PutObject", """{"bucket":"tests","key":"a"}""", "FnF.InvalidArgument", "body: it is required")]
    [InlineData("OSS:PutObject", """{"bucket":"tests","key":"a","body":1}""", "FnF.InvalidArgument", "body: it must be")]
    [InlineData("OSS:PutObject", """{"bucket":"tests","key":"a","body":"!","isBase64":true}""", "FnF.InvalidArgument", "body: ")]
    [InlineData("OSS:PutObject", """{"bucket":"tests","key":"a","body":{},"isBase64":true}""", "FnF.InvalidArgument", "body: ")]
    [InlineData("OSS:PutObject", """{"bucket":"tests","key":"a","body":"","isBase64":"x"}""", "FnF.InvalidArgument", "isBase64: ")]
    [InlineData("OSS:PutObject", """{"bucket":"none","key":"a","body":""}""", "OSS.NoSuchBucket", "'none'")]
    [InlineData("OSS:CopyObject", """{"bucket":"tests","key":"a"}""", "FnF.InvalidArgument", "sourceKey: it is required.")]
    [InlineData("OSS:CopyObject", """{"bucket":"tests","key":"a","sourceKey":"b"}""", "OSS.NoSuchKey", "oss://tests/b")]
    [InlineData("OSS:DeleteObject", """{"bucket":"none","key":"a"}""", "OSS.NoSuchBucket", "'none'")]
    [InlineData("OSS:ListObjects", """{"bucket":"tests","maxKeys":0}""", "FnF.InvalidArgument", "maxKeys: ")]
    [InlineData("OSS:ListObjects", """{"bucket":"tests","maxKeys":1001}""", "FnF.InvalidArgument", "maxKeys: ")]
    [InlineData("OSS:ListObjects", """{"bucket":"tests","delimiter":"/"}""", "FnF.InvalidArgument", "delimiter: ")]
    [InlineData("OSS:ListObjects", """{"bucket":"none"}""", "OSS.NoSuchBucket", "'none'")]
    [InlineData("OSS:PutBucket", """{"bucket":".."}""", "OSS.InvalidBucketName", "'..'")]
    public async Task What_cannot_be_done_is_a_failure_that_says_why(
        string action, string parameters, string code, string expected)
    {
        await PutAsync("full", "text"u8.ToArray());

        var failure = await FailureAsync(action, parameters);

        Assert.Equal(code, failure.Code);
        Assert.Contains(expected, failure.Cause);
        Assert.DoesNotContain(_root, failure.Cause);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        var parameters = JsonPayload.Of(Parse("""{"bucket":"tests","key":"a","body":"text"}"""));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _target.InvokeAsync(
            new TaskCall("OSS:PutObject", parameters, null, "attempt-1", 65536, Context), new CancellationToken(canceled: true)));

        Assert.Empty(await KeysAsync("{\"bucket\":\"tests\"}"));
    }

    private static JsonValue Parse(string json) =>
        JsonReading.TryParse(json, out var value, out var problem) ? value : throw new ArgumentException(problem);

    private static string Text(JsonObject result, string name) => Assert.IsType<JsonString>(result.Get(name)).Value;

    private static IEnumerable<string> Keys(JsonObject page) =>
        Assert.IsType<JsonArray>(page.Get("objects")).Items.ToArray().Select(entry => Text((JsonObject)entry, "key"));

    private Task PutAsync(string key, byte[] bytes) =>
        _store.PutAsync(ObjectAddress.Parse("tests", key), bytes, default);

    private Task<Outcome<JsonPayload>> InvokeAsync(string action, string parameters, int maxResultBytes = 65536) =>
        _target.InvokeAsync(
            new TaskCall(action, JsonPayload.Of(Parse(parameters)), null, "attempt-1", maxResultBytes, Context), default);

    private async Task<JsonObject> ResultAsync(string action, string parameters) =>
        Assert.IsType<JsonObject>((await InvokeAsync(action, parameters)).Value.Value);

    private async Task<StepFailure> FailureAsync(string action, string parameters, int maxResultBytes = 65536)
    {
        var outcome = await InvokeAsync(action, parameters, maxResultBytes);
        Assert.NotNull(outcome.Failure);
        return outcome.Failure;
    }

    private async Task<string> CodeAsync(string action, string parameters) =>
        (await FailureAsync(action, parameters)).Code;

    private async Task<List<string>> KeysAsync(string parameters) =>
        [.. Keys(await ResultAsync("OSS:ListObjects", parameters))];
}
