using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Wire;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("""{"a":"x\"y"}""", "x\"y")]
    [InlineData("""{"a":20}""", "20")]
    [InlineData("""{"a":1.50}""", "1.50")]
    [InlineData("""{"a":true}""", "true")]
    [InlineData("""{"a":{"b": [1, "值"]}}""", """{"b": [1, "值"]}""")]
    [InlineData("""{"a":[ ]}""", "[ ]")]
    [InlineData("""{"a":null}""", null)]
    [InlineData("""{}""", null)]
    public void Members_become_text(string json, string? expected) =>
        Assert.Equal(expected, new Parameters([], JsonBody.Read(Encoding.UTF8.GetBytes(json), 128)).Find("a"));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("\uFEFF{}")]
    public void Anything_but_one_object_is_refused(string json) => Assert.StartsWith(
        "InvalidArgument: Parameter error. Request body:",
        Some.Error(() => JsonBody.Read(Encoding.UTF8.GetBytes(json), 128)),
        StringComparison.Ordinal);

    [Fact]
    public void A_mistake_is_told_with_its_place() => Assert.Contains(
        "at line 2, byte 5", Some.Error(() => JsonBody.Read("{\n\"a\":x}"u8, 128)), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused() => Assert.StartsWith(
        "InvalidArgument",
        Some.Error(() => JsonBody.Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 500_000)), 128)),
        StringComparison.Ordinal);

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(Pieces, raw =>
        {
            try
            {
                JsonBody.Read(raw, 128);
            }
            catch (ApiException e)
            {
                Assert.Equal("InvalidArgument", e.Code);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static Arbitrary<byte[]> Pieces => Gen.OneOf(
            Gen.Elements("{", "}", "[", "]", "\"a\"", ":", ",", "1", "true", "null", "\"\\ud800\"", " ", "\\", "{\"a\":")
                .Select(Encoding.UTF8.GetBytes),
            Gen.Choose(0, 255).Select(value => new[] { (byte)value }))
        .ListOf().Select(parts => parts.SelectMany(part => part).ToArray()).ToArbitrary();
}
