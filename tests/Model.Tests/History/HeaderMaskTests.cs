using System.Text;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Model.Tests.History;

public sealed class HeaderMaskTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    [InlineData("COOKIE")]
    [InlineData("Proxy-Authorization")]
    [InlineData("x-api-key")]
    public void A_header_that_carries_credentials_is_masked_in_whatever_letters(string name) => Assert.Equal(
        $$"""{"headers":{"A":1,"{{name}}":"****","B":"b"},"body":{"{{name}}":"kept"},"url":"u"}""",
        Shown($$"""{"headers":{"A":1,"{{name}}":"Bearer s","B":"b"},"body":{"{{name}}":"kept"},"url":"u"}""", HeaderMask.Usual));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"headers":{"Accept":"x"}}""")]
    [InlineData("""{"headers":"text"}""")]
    [InlineData("""{"headers":null}""")]
    [InlineData("[1]")]
    public void What_holds_no_such_header_is_the_same_payload(string parameters)
    {
        var payload = Payload(parameters);

        Assert.Same(payload, HeaderMask.Usual.Apply(payload));
    }

    [Theory]
    [InlineData("""{"headers":{"Cookie":["a","b"]}}""", """{"headers":{"Cookie":"****"}}""")]
    [InlineData("""{"Headers":{"Cookie":"a"}}""", """{"Headers":{"Cookie":"****"}}""")]
    public void A_value_of_the_wrong_kind_or_place_is_masked_too(string parameters, string shown) =>
        Assert.Equal(shown, Shown(parameters, HeaderMask.Usual));

    [Fact]
    public void Further_names_are_added_to_the_usual_ones() => Assert.Equal(
        """{"headers":{"Cookie":"****","X-Vault-Token":"****"}}""",
        Shown("""{"headers":{"Cookie":"c","X-Vault-Token":"t"}}""", HeaderMask.With(["x-vault-token"])));

    [Fact]
    public void Without_names_everything_is_shown() =>
        Assert.Equal("""{"headers":{"Cookie":"c"}}""", Shown("""{"headers":{"Cookie":"c"}}""", HeaderMask.None));

    private static string Shown(string parameters, HeaderMask mask) => mask.Apply(Payload(parameters)).ToString();

    private static JsonPayload Payload(string json) =>
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(json), 128, out var payload, out var problem)
            ? payload
            : throw new FormatException(problem);
}
