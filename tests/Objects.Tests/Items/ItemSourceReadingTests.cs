using Sluice.Model.Json;
using Sluice.Objects.Items;

namespace Sluice.Objects.Tests.Items;

public sealed class ItemSourceReadingTests
{
    [Fact]
    public void Every_kind_of_source_is_read()
    {
        var address = TestStore.At("in");
        Assert.Equal(
            new ItemSource.JsonList(address),
            Read("""{"SourceType":"OSS_JSON_LIST","SourceParameters":{"Bucket":"tests","ObjectName":"in"}}""").Value);
        Assert.Equal(
            new ItemSource.Csv(address, null),
            Read("""{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests","ObjectName":"in"}}""").Value);
        Assert.Equal(
            new ItemSource.Objects(TestStore.Bucket, ""),
            Read("""{"SourceType":"OSS_OBJECTS","SourceParameters":{"Bucket":"tests"}}""").Value);
        Assert.Equal(
            new ItemSource.Objects(TestStore.Bucket, "a/"),
            Read("""{"SourceType":"OSS_OBJECTS","SourceParameters":{"Bucket":"tests","Prefix":"a/"}}""").Value);
        Assert.Equal(
            new ItemSource.Inventory(address, null),
            Read("""{"SourceType":"OSS_INVENTORY_FILES","SourceParameters":{"Bucket":"tests","ObjectName":"in"}}""").Value);

        var csv = Assert.IsType<ItemSource.Csv>(Read(
            """
            {"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests","ObjectName":"in"},
             "ReaderConfig":{"CSVHeaders":["id","qty"]}}
            """).Value);
        Assert.Equal(["id", "qty"], csv.Headers!);
    }

    [Theory]
    [InlineData("{}", "ItemReader.SourceType: it is required.")]
    [InlineData("""{"SourceType":1}""", "ItemReader.SourceType: it must be a string, not a number.")]
    [InlineData("""{"SourceType":"S3"}""", "ItemReader.SourceType: 'S3' is not one of OSS_OBJECTS")]
    [InlineData("""{"SourceType":"OSS_CSV"}""", "ItemReader.SourceParameters.Bucket: it is required.")]
    [InlineData("""{"SourceType":"OSS_CSV","SourceParameters":[]}""", "ItemReader.SourceParameters: it must be an object")]
    [InlineData(
        """{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests"}}""",
        "ItemReader.SourceParameters.ObjectName: it is required.")]
    [InlineData(
        """{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"x","ObjectName":"a"}}""", "'x' is not a bucket name")]
    [InlineData(
        """{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests","ObjectName":"../a"}}""",
        "'../a' is not an object key")]
    [InlineData(
        """{"SourceType":"OSS_OBJECTS","SourceParameters":{"Bucket":"tests","Prefix":true}}""",
        "ItemReader.SourceParameters.Prefix: it must be a string, not a boolean.")]
    [InlineData(
        """{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests","ObjectName":"a"},"ReaderConfig":{"CSVHeaders":[]}}""",
        "ItemReader.ReaderConfig.CSVHeaders: it must name at least one column.")]
    [InlineData(
        """{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests","ObjectName":"a"},"ReaderConfig":{"CSVHeaders":[1]}}""",
        "ItemReader.ReaderConfig.CSVHeaders: a header must be a string, not a number.")]
    [InlineData(
        """{"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"tests","ObjectName":"a"},"ReaderConfig":{"CSVHeaders":"a"}}""",
        "ItemReader.ReaderConfig.CSVHeaders: it must be an array of strings, not a string.")]
    public void A_field_that_cannot_be_is_named(string text, string expected) =>
        Assert.StartsWith(expected, Read(text).Failure?.Cause);

    private static Model.Outcome<ItemSource> Read(string text) =>
        ItemSourceReading.Read((JsonObject)TestStore.Json(text).Value);
}
