using Sluice.Model.Json;
using Sluice.Outbound.Signing;
using Sluice.Workbench;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

/// <summary>
/// Goal: the vendor's function service takes our requests. Method: a server that checks signatures from what has come; that
/// it checks rightly, requests show which the vendor's own clients sent.
/// </summary>
public sealed class SignedCallTests
{
    private const string Async = "\"invocationType\":\"Async\"";

    private static readonly SigningKey Key = new("ak", "sk");

    [Fact]
    public void The_check_of_the_older_signature_accepts_what_the_vendors_client_sends()
    {
        var request = Captured(
            "POST /2016-08-15/services/shop.prod/functions/price/invocations HTTP/1.1",
            """{"sku":1}""",
            ("date", "Mon, 30 Nov 2026 09:24:51 GMT"),
            ("x-fc-account-id", "1234"),
            ("x-fc-invocation-type", "Async"),
            ("content-type", "application/octet-stream"),
            ("content-md5", "YmZmZWU0ZWNkYmI3MDdlYmExOTFkODFjYmJmY2M2NmY="),
            ("authorization", "FC ak:I7nrZ0We2Rk0IBDyqvdlHGrnk0hUNLI7zHuM+P7oAIo="));

        Assert.True(Received.IsSignedForFc2(request, "ak", "sk"));
        Assert.False(Received.IsSignedForFc2(request, "ak", "other"));
    }

    [Fact]
    public void The_check_of_the_newer_signature_accepts_what_the_vendors_client_sends()
    {
        var request = Captured(
            "POST /2023-03-30/functions/shop%24price/invocations?qualifier=prod HTTP/1.1",
            """{"sku":1}""",
            ("host", "127.0.0.1:33309"),
            ("x-acs-version", "2023-03-30"),
            ("x-acs-action", "InvokeFunction"),
            ("x-acs-date", "2026-11-30T09:26:38Z"),
            ("x-acs-signature-nonce", "9bc5cd96a882e41d8bcc8535c56604a7a970fb07b133a71571f2e9526b5e6d6f"),
            ("content-type", "application/octet-stream"),
            ("x-acs-content-sha256", "bb8eb3c22d3d120ee5b6f077689151358ae134c99f681af9370023772108647d"),
            ("x-acs-credentials-provider", "static_ak"),
            ("Authorization", "ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=content-type;host;x-acs-action;"
                + "x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                + "Signature=b1cbe5885b8a5f148232ea82ca9c897481977ec0b8c07ce30543c7d14c575580"));

        Assert.True(Received.IsSignedAcs3(request, "ak", "sk"));
        Assert.False(Received.IsSignedAcs3(request, "ak", "other"));
    }

    [Fact]
    public async Task A_call_of_the_older_service_is_signed_and_says_who_is_called()
    {
        await using var server = LoopbackServer.Answering("200 OK", """{"price":3}""");

        var result = await InvokeAsync(new FunctionBackend.Fc2(new Uri(server.Url), Key, "1234"), Call(With("""
            "body":{"sku":1}
            """)));

        Assert.Equal(Json("""{"price":3}"""), ((JsonObject)result.Value.Value).Get("Body"));
        Assert.True(Received.IsSignedForFc2(server.Request, "ak", "sk"));
        Assert.Equal("/2016-08-15/services/shop.LATEST/functions/price/invocations", server.Request.Path);
        Assert.Equal("YmZmZWU0ZWNkYmI3MDdlYmExOTFkODFjYmJmY2M2NmY=", server.Request.Header("Content-MD5"));
        Assert.Equal(
            ("1234", "Sync", """{"sku":1}"""),
            (server.Request.Header("x-fc-account-id"), server.Request.Header("x-fc-invocation-type"), server.Request.Text));
    }

    [Fact]
    public async Task A_call_of_the_newer_service_is_signed_and_says_who_is_called()
    {
        await using var server = LoopbackServer.Answering("200 OK", "3");

        await InvokeAsync(
            new FunctionBackend.Fc3(new Uri(server.Url), Key with { SecurityToken = "temporary" }),
            Call("""{"resourceArn":"acs:fc:::functions/price/prod one","body":"x"}"""));

        Assert.True(Received.IsSignedAcs3(server.Request, "ak", "sk"));
        Assert.Equal("/2023-03-30/functions/price/invocations?qualifier=prod%20one", server.Request.Path);
        Assert.Equal(
            ("InvokeFunction", "2023-03-30", "temporary", "x"),
            (server.Request.Header("x-acs-action"), server.Request.Header("x-acs-version"),
                server.Request.Header("x-acs-security-token"), server.Request.Text));
    }

    [Fact]
    public async Task A_function_of_a_service_has_both_names_in_the_newer_service()
    {
        await using var server = LoopbackServer.Answering("200 OK", "3");

        await InvokeAsync(new FunctionBackend.Fc3(new Uri(server.Url), Key), Call(With("")));

        Assert.Equal("/2023-03-30/functions/shop%24price/invocations?qualifier=LATEST", server.Request.Path);
        Assert.True(Received.IsSignedAcs3(server.Request, "ak", "sk"));
    }

    [Fact]
    public async Task A_function_without_a_service_is_unknown_to_the_older_service()
    {
        var result = await InvokeAsync(
            new FunctionBackend.Fc2(new Uri("http://127.0.0.1:1"), Key), Call("""{"resourceArn":"acs:fc:::functions/price"}"""));

        Assert.Equal("FC.ServiceNotFound", result.Failure!.Code);
        Assert.Contains("fc3", result.Failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asynchronous_call_is_handed_to_the_service()
    {
        await using var server = LoopbackServer.Answering("202 Accepted", "", "X-Fc-Request-Id: r");

        var result = await InvokeAsync(new FunctionBackend.Fc3(new Uri(server.Url), Key), Call(With(Async)));

        Assert.Equal(Json("""{"Header":{},"Code":202,"Body":""}"""), result.Value.Value);
        Assert.Equal("Async", server.Request.Header("x-fc-invocation-type"));
    }

    [Fact]
    public async Task An_asynchronous_call_whose_end_is_waited_for_is_made_through_to_it()
    {
        await using var server = LoopbackServer.Answering("200 OK", """{"pages":3}""");

        var result = await InvokeAsync(new FunctionBackend.Fc2(new Uri(server.Url), Key), Call(With(Async), token: "t"));

        Assert.Equal(Json("""{"pages":3}"""), result.Value.Value);
        Assert.Equal("Sync", server.Request.Header("x-fc-invocation-type"));
    }

    [Theory]
    [InlineData("404 Not Found", """{"Code":"FunctionNotFound","Message":"m","RequestId":"r"}""", "FC.FunctionNotFound")]
    [InlineData("429 Too Many", """{"Code":"ResourceThrottled","Message":"m"}""", "FC.ResourceThrottled")]
    [InlineData("200 OK", """{"errorMessage":"m","errorType":"Gone"}""", "Gone", "X-Fc-Error-Type: UnhandledInvocationError")]
    public async Task A_refusal_of_the_newer_service_has_its_code(
        string status, string body, string code, params string[] headers)
    {
        await using var server = LoopbackServer.Answering(status, body, headers);

        Assert.Equal(code, (await InvokeAsync(new FunctionBackend.Fc3(new Uri(server.Url), Key), Call(With("")))).Failure!.Code);
    }

    private static RecordedRequest Captured(string line, string body, params (string, string)[] headers) =>
        new(line, headers, System.Text.Encoding.UTF8.GetBytes(body));
}
