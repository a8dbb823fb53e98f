using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets.Secrets;

namespace Sluice.Targets.Tests.Secrets;

public sealed class SecretMaskTests
{
    private const string Value = "a/b+c \"<ü>";

    private static readonly SecretMask Mask = new(new Dictionary<string, string> { ["KEY"] = Value, ["LONG"] = Value + "-and-more", ["PIN"] = "123456" });

    [Theory]
    [InlineData(Value)]
    [InlineData("a%2Fb%2Bc%20%22%3C%C3%BC%3E")]
    [InlineData("a%2fb%2bc%20%22%3c%c3%bc%3e")]
    [InlineData("a%2Fb%2Bc+%22%3C%C3%BC%3E")]
    [InlineData("a/b\\u002Bc \\u0022\\u003C\\u00FC\\u003E")]
    [InlineData("a/b+c \\\"<ü>")]
    [InlineData("a/b+c &quot;&lt;&#252;&gt;")]
    [InlineData("YS9iK2MgIjzDvD4=")]
    public void A_value_is_hidden_however_it_is_written(string spelling) =>
        Assert.Equal("see ${secret:KEY}!", Mask.Of($"see {spelling}!"));

    [Fact]
    public void The_longer_of_two_values_is_hidden_as_a_whole() =>
        Assert.Equal("${secret:LONG} ${secret:KEY}", Mask.Of($"{Value}-and-more {Value}"));

    [Fact]
    public void Keys_texts_and_numbers_of_an_answer_are_looked_at()
    {
        var answer = JsonObject.Of((Value, new JsonArray(JsonValue.Of($"Bearer {Value}"), JsonValue.Of(123456), JsonValue.Of(1234))));

        var masked = Mask.Of((Outcome<JsonPayload>)JsonPayload.Of(answer)).Value.ToString();

        Assert.Equal("""{"${secret:KEY}":["Bearer ${secret:KEY}","${secret:PIN}",1234]}""", masked);
    }

    [Fact]
    public void A_failure_is_looked_at_too() =>
        Assert.Equal(new StepFailure("HTTP.500", "no ${secret:PIN}"), Mask.Of(new StepFailure("HTTP.500", "no 123456")));
}
