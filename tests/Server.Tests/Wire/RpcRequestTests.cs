using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Wire;

public sealed class RpcRequestTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly (string, string) SignedByHeader = ("Authorization", "ACS3-HMAC-SHA256 Credential=a");

    [Theory]
    [InlineData("x-acs-action")]
    [InlineData("X-Acs-Security-Token")]
    [InlineData("Authorization")]
    [InlineData("Content-Type")]
    public void A_header_that_is_read_and_comes_twice_is_refused(string name)
    {
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary { [name] = new(["a", "b"]) };

        Assert.Equal(
            $"InvalidArgument: Parameter error. {name}: the header is sent more than once; send it once.",
            Some.Error(() => RpcRequest.Decode("GET", "", headers, default, Model.Limits.Default)));
    }

    [Fact]
    public void A_member_that_stands_twice_in_a_JSON_body_is_refused() => Assert.StartsWith(
        "InvalidArgument: Parameter error. a: it is given more than once in the body",
        Some.Error(() => Some.Request("POST", "", "application/json", """{"a":"1","a":"2"}""", SignedByHeader)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Form)]
    [InlineData("Application/X-WWW-Form-UrlEncoded")]
    [InlineData(Form + "; charset=UTF-8")]
    [InlineData(null)]
    public void A_form_is_read_also_without_a_declared_type(string? contentType) =>
        Assert.Equal("v 1", Some.Request("POST", "", contentType, "k=v+1").Parameters.Find("k"));

    [Fact]
    public void A_form_is_read_whatever_the_verb() =>
        Assert.Equal("v", Some.Request("GET", "", Form, "k=v").Parameters.Find("k"));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/xml")]
    [InlineData("application/jsonx")]
    public void A_body_of_another_type_is_not_supported(string contentType)
    {
        var error = Some.Error(() => Some.Request("POST", "", contentType, "k=v"));

        Assert.StartsWith("UnsupportedMediaType", error, StringComparison.Ordinal);
        Assert.Contains($"not \"{contentType}\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public void Without_a_body_the_declared_type_does_not_matter(string contentType) =>
        Assert.Equal("v", Some.Request("POST", "k=v", contentType).Parameters.Find("k"));

    [Fact]
    public void A_json_body_is_read_where_a_header_signs_it() => Assert.Equal(
        "v", Some.Request("POST", "", "application/json; charset=utf-8", """{"k":"v"}""", SignedByHeader).Parameters.Find("k"));

    [Fact]
    public void A_json_body_that_nothing_signs_is_not_supported() => Assert.StartsWith(
        "UnsupportedMediaType: The content type must be \"application/x-www-form-urlencoded\";",
        Some.Error(() => Some.Request("POST", "", "application/json", """{"k":"v"}""")),
        StringComparison.Ordinal);
}
