using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects.Items;
using Sluice.Objects.Results;

namespace Sluice.Objects.Tests.Results;

public sealed class ResultWriterTests : IDisposable
{
    private readonly TestStore _tests = new();

    [Fact]
    public async Task Results_are_written_by_kind_and_named_in_the_manifest()
    {
        var writer = Writer("out");
        await writer.WritePageAsync(0, [Good(0), Bad(1), Good(2)], default);
        await writer.WritePageAsync(1, [Good(3)], default);
        for (var page = 2; page < 12; page++)
        {
            await writer.WritePageAsync(page, [Bad(page)], default);
        }

        var output = await writer.FinishAsync(default);

        Assert.Equal(
            """{"ResultWriterDetails":{"Bucket":"tests","Key":"out/run-1/manifest.json"}}""", output.ToString());
        Assert.Equal(
            [
                """{"Index":0,"ExecutionName":"child-0","Status":"Succeeded","Input":{"n":0},"Output":{"n":0}}""",
                """{"Index":2,"ExecutionName":"child-2","Status":"Succeeded","Input":{"n":2},"Output":{"n":2}}""",
            ],
            await _tests.ItemsAsync(new ItemSource.JsonList(TestStore.At("out/run-1/SUCCEEDED_0.json"))));
        Assert.Equal(
            ["""{"Index":1,"ExecutionName":"child-1","Status":"Failed","Error":"MyError","Cause":"too hot"}"""],
            await _tests.ItemsAsync(new ItemSource.JsonList(TestStore.At("out/run-1/FAILED_0.json"))));

        var manifest = Assert.IsType<JsonObject>(
            TestStore.Json(await _tests.GetAsync("out/run-1/manifest.json")).Value);
        Assert.Equal(JsonValue.Of("tests"), manifest.Get("DestinationBucket"));
        Assert.Equal(JsonValue.Of("run-1"), manifest.Get("MapRunName"));
        Assert.Equal(["out/run-1/SUCCEEDED_0.json", "out/run-1/SUCCEEDED_1.json"], Keys(manifest, "SUCCEEDED"));
        Assert.Equal(
            [.. new[] { 0 }.Concat(Enumerable.Range(2, 10)).Select(page => $"out/run-1/FAILED_{page}.json")],
            Keys(manifest, "FAILED"));
    }

    [Fact]
    public async Task A_page_written_again_replaces_the_first_one_whole()
    {
        var writer = Writer("");
        await writer.WritePageAsync(0, [Good(0), Bad(1)], default);
        await writer.FinishAsync(default);
        var before = await _tests.KeysAsync();

        await writer.WritePageAsync(0, [Good(0), Bad(1)], default);
        await writer.FinishAsync(default);
        Assert.Equal(before, await _tests.KeysAsync());

        await writer.WritePageAsync(0, [Good(0)], default);
        await writer.FinishAsync(default);
        Assert.Equal(["run-1/SUCCEEDED_0.json", "run-1/manifest.json"], await _tests.KeysAsync());
    }

    [Fact]
    public async Task A_run_without_results_has_a_manifest_that_says_so()
    {
        await Writer("out/").FinishAsync(default);

        Assert.Equal(
            """{"DestinationBucket":"tests","MapRunName":"run-1","ResultFiles":{"SUCCEEDED":[],"FAILED":[]}}""",
            await _tests.GetAsync("out/run-1/manifest.json"));
    }

    [Fact]
    public async Task Other_objects_in_the_folder_are_not_named()
    {
        foreach (var name in new[] { "SUCCEEDED_x.json", "SUCCEEDED_0.json.bak", "sub/SUCCEEDED_0.json", "FAILED_99999999999.json" })
        {
            await _tests.PutAsync($"run-1/{name}", "x");
        }

        await Writer("").FinishAsync(default);

        Assert.EndsWith("""{"SUCCEEDED":[],"FAILED":[]}}""", await _tests.GetAsync("run-1/manifest.json"));
    }

    [Theory]
    [InlineData("{}", "FnF.InvalidArgument")]
    [InlineData("""{"Parameters":1}""", "FnF.InvalidArgument")]
    [InlineData("""{"Parameters":{}}""", "FnF.InvalidArgument")]
    [InlineData("""{"Parameters":{"Bucket":"tests","Prefix":1}}""", "FnF.InvalidArgument")]
    [InlineData("""{"Parameters":{"Bucket":"NO"}}""", "OSS.InvalidBucketName")]
    [InlineData("""{"Parameters":{"Bucket":"tests","Prefix":"/out"}}""", "OSS.InvalidObjectName")]
    [InlineData("""{"Parameters":{"Bucket":"tests","Prefix":"../out"}}""", "OSS.InvalidObjectName")]
    public void A_place_that_cannot_be_is_refused(string text, string code) => Assert.Equal(
        code, ResultLocation.Read((JsonObject)TestStore.Json(text).Value, "run-1").Failure?.Code);

    [Fact]
    public void A_prefix_that_leaves_no_room_for_names_is_refused()
    {
        var text = $$$"""{"Parameters":{"Bucket":"tests","Prefix":"{{{new string('a', 1000)}}}"}}""";

        Assert.Equal(
            ObjectErrors.InvalidKey,
            ResultLocation.Read((JsonObject)TestStore.Json(text).Value, "run-1").Failure?.Code);
    }

    public void Dispose() => _tests.Dispose();

    private ResultWriter Writer(string prefix)
    {
        var field = JsonObject.Of(("Parameters", JsonObject.Of(
            ("Bucket", JsonValue.Of("tests")), ("Prefix", JsonValue.Of(prefix)))));
        return new ResultWriter(_tests.Store, ResultLocation.Read(field, "run-1").Value, "run-1");
    }

    private static ChildResult Good(int index) => new(
        index, $"child-{index}", ExecutionStatus.Succeeded, Number(index), Number(index), null);

    private static ChildResult Bad(int index) => new(
        index, $"child-{index}", ExecutionStatus.Failed, null, null, new StepFailure("MyError", "too hot"));

    private static JsonPayload Number(int number) => JsonPayload.Of(JsonObject.Of(("n", JsonValue.Of(number))));

    private static string[] Keys(JsonObject manifest, string kind)
    {
        var files = Assert.IsType<JsonObject>(manifest.Get("ResultFiles"));
        return [.. Assert.IsType<JsonArray>(files.Get(kind)).Items.ToArray()
            .Select(file => ((JsonString)((JsonObject)file).Get("Key")).Value)];
    }
}
