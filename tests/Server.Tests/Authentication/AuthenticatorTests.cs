using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Authentication;

/// <summary>The pipeline and its failures. Source: protocol, section 11.</summary>
public sealed class AuthenticatorTests
{
    private const string Id = "LTAI-test";
    private const string Secret = "secret";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Now);

    [Theory]
    [InlineData("AccessKeyId")]
    [InlineData("Signature")]
    [InlineData("Timestamp")]
    [InlineData("SignatureNonce")]
    [InlineData("SignatureMethod")]
    public void Rpc_names_a_missing_parameter(string name) => Assert.Equal(
        $"MissingRequiredParams: The HTTP query '{name}' must be specified.",
        Refusal(Client().Rpc("ListFlows", without: [name])));

    [Fact]
    public void Rpc_names_the_first_of_several_missing_parameters() => Assert.Equal(
        "MissingRequiredParams: The HTTP query 'Signature' must be specified.",
        Refusal(Client().Rpc("ListFlows", without: ["SignatureMethod", "SignatureNonce", "Signature", "Timestamp"])));

    [Theory]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-signature-nonce")]
    [InlineData("x-acs-content-sha256")]
    public void Acs3_names_a_missing_header(string name) => Assert.Equal(
        $"MissingRequiredHeader: The HTTP header '{name}' must be specified.",
        Refusal(Acs3(headers => headers.Remove(name))));

    [Theory]
    [InlineData("SignatureMethod", "HMAC-MD5")]
    [InlineData("SignatureMethod", "SHA256withRSA")]
    [InlineData("SignatureVersion", "2.0")]
    public void Rpc_refuses_schemes_that_are_not_supported(string name, string value) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. {name}: '{value}' is not supported",
        Refusal(Client().Rpc("ListFlows", null, (name, value))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ACS3-HMAC-SM3")]
    [InlineData("ACS3-RSA-SHA256")]
    [InlineData("ACS4-HMAC-SHA256")]
    public void Acs_refuses_algorithms_that_are_not_supported(string algorithm) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. Authorization: the algorithm '{algorithm}' is not supported",
        Refusal(Acs3(headers => headers["Authorization"] = headers["Authorization"].ToString()
            .Replace("ACS3-HMAC-SHA256", algorithm, StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ACS3-HMAC-SHA256")]
    [InlineData("ACS3-HMAC-SHA256 SignedHeaders=host,Signature=00")]
    public void An_authorization_without_a_key_lacks_the_access_key(string authorization) => Assert.Equal(
        "MissingRequiredParams: The HTTP query 'AccessKeyId' must be specified.",
        Refusal(Acs3(headers => headers["Authorization"] = authorization)));

    [Theory]
    [InlineData("ACS3-HMAC-SHA256 Credential=a,Signature=00")]
    [InlineData("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host")]
    [InlineData("ACS3-HMAC-SHA256 Credential=a;SignedHeaders=host;Signature=00")]
    public void An_authorization_of_another_form_is_refused(string authorization) => Assert.StartsWith(
        "InvalidArgument: Parameter error. Authorization: it must be",
        Refusal(Acs3(headers => headers["Authorization"] = authorization)),
        StringComparison.Ordinal);

    [Fact]
    public void Acs3_takes_the_members_of_authorization_in_any_order_and_with_blanks()
    {
        Verifier().Verify(
            Acs3(headers =>
            {
                var members = headers["Authorization"].ToString()["ACS3-HMAC-SHA256 ".Length..].Split(',');
                headers["Authorization"] = "ACS3-HMAC-SHA256  " + string.Join(" ,  ", members.Reverse());
            }),
            mutates: true);
    }

    [Fact]
    public void An_unknown_key_is_refused_before_clock_and_signature() => Assert.Equal(
        "InvalidAccessKeyID: The AccessKey ID 'stranger' is invalid.",
        Refusal(new Signer("stranger", "other") { Time = Now.AddDays(1) }.Rpc("ListFlows")));

    [Fact]
    public void A_temporary_key_needs_its_token() => Assert.Equal(
        "MissingSecurityToken: SecurityToken is mandatory for this action.",
        Refusal(new Signer("STS.abc", Secret) { Time = Now }.Rpc("ListFlows")));

    [Fact]
    public void The_clock_is_looked_at_before_the_signature() => Assert.StartsWith(
        "RequestTimeTooSkewed", Refusal(new Signer(Id, "wrong") { Time = Now.AddHours(1) }.Rpc("ListFlows")), StringComparison.Ordinal);

    [Theory]
    [InlineData(-14)]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(15)]
    public void A_clock_that_is_a_little_off_is_accepted(int minutes) =>
        Verifier().Verify(Client(minutes).Rpc("ListFlows"), mutates: true);

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    [InlineData(60 * 24 * 365)]
    public void A_clock_that_is_too_far_off_is_refused(int minutes)
    {
        var request = Client(minutes).Rpc("ListFlows");

        Assert.Equal(
            $"RequestTimeTooSkewed: The difference between the request time '{request.Parameters.Find("Timestamp")}' "
            + "and the current time '2026-11-20T15:00:00Z' is too large.",
            Refusal(request));
    }

    [Fact]
    public void The_allowed_difference_is_a_setting() =>
        Verifier(new() { ClockSkew = TimeSpan.FromMinutes(30) }).Verify(Client(29).Rpc("ListFlows"), mutates: true);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-11-20 15:00:00")]
    public void A_time_that_cannot_be_read_is_an_invalid_argument(string timestamp) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. Timestamp: '{timestamp}' is not a UTC time",
        Refusal(Client().Rpc("ListFlows", null, ("Timestamp", timestamp))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-20T15:00:00.123Z")]
    [InlineData("2026-11-20T23:00:00+08:00")]
    [InlineData("2026-11-20T15:00:00")]
    public void Fractions_offsets_and_no_offset_are_understood(string timestamp) =>
        Verifier().Verify(Client().Rpc("ListFlows", null, ("Timestamp", timestamp)), mutates: true);

    [Fact]
    public void A_wrong_secret_does_not_match() => Assert.Equal(
        "SignatureNotMatch: The request signature we calculated does not match the signature you provided. "
        + "Check your access key and signing method.",
        Refusal(new Signer(Id, "wrong") { Time = Now }.Rpc("ListFlows")));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("=")]
    public void A_signature_that_is_none_does_not_match(string signature) => Assert.StartsWith(
        "SignatureNotMatch",
        Refusal(Some.Request(query: Client().RpcQuery("ListFlows", ["Signature"]) + "&Signature=" + signature)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("00")]
    public void A_hex_signature_that_is_none_does_not_match(string signature)
    {
        var refusal = Refusal(Acs3(headers => headers["Authorization"] =
            headers["Authorization"].ToString().Split("Signature=")[0] + "Signature=" + signature));

        Assert.StartsWith(signature.Length == 0 ? "InvalidArgument" : "SignatureNotMatch", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_expected_host_takes_the_place_of_the_one_received()
    {
        var request = Acs3(headers => headers["host"] = "behind-the-proxy:8700");

        Verifier(new() { ExpectedHost = "fnf.example.com" }).Verify(request, mutates: true);
        Assert.StartsWith("SignatureNotMatch", Refusal(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NonceMode.Off, true, true)]
    [InlineData(NonceMode.Off, false, true)]
    [InlineData(NonceMode.Writes, true, false)]
    [InlineData(NonceMode.Writes, false, true)]
    [InlineData(NonceMode.Strict, true, false)]
    [InlineData(NonceMode.Strict, false, false)]
    internal void A_repeated_nonce_is_refused_as_the_setting_says(NonceMode mode, bool mutates, bool accepted)
    {
        var verifier = Verifier(new() { Nonces = mode });
        verifier.Verify(Client().Rpc("DeleteFlow"), mutates);

        if (accepted)
        {
            verifier.Verify(Client().Rpc("DeleteFlow"), mutates);
        }
        else
        {
            Assert.Equal(
                "SignatureNonceUsed: Specified signature nonce was used already.",
                Some.Error(() => verifier.Verify(Client().Rpc("DeleteFlow"), mutates)));
        }
    }

    /// <remarks>Fifteen minutes of window and as many of skew, and up to five until it is really forgotten.</remarks>
    [Fact]
    public void A_nonce_is_new_again_when_no_request_that_bore_it_can_be_accepted()
    {
        var verifier = Verifier();
        verifier.Verify(Client().Rpc("DeleteFlow"), mutates: true);

        _time.Now = Now.AddMinutes(30);
        Assert.StartsWith(
            "SignatureNonceUsed",
            Some.Error(() => verifier.Verify(Client(30).Rpc("DeleteFlow"), mutates: true)),
            StringComparison.Ordinal);
        _time.Now = Now.AddMinutes(36);
        verifier.Verify(Client(36).Rpc("DeleteFlow"), mutates: true);
    }

    [Fact]
    public void A_stranger_cannot_use_up_a_nonce()
    {
        var verifier = Verifier();
        Some.Error(() => verifier.Verify(new Signer(Id, "wrong") { Time = Now }.Rpc("DeleteFlow"), mutates: true));

        verifier.Verify(Client().Rpc("DeleteFlow"), mutates: true);
    }

    [Fact]
    public void A_nonce_is_opaque_up_to_its_longest()
    {
        var longest = new Signer(Id, Secret) { Time = Now, Nonce = new string('n', 128) };
        var longer = new Signer(Id, Secret) { Time = Now, Nonce = new string('n', 129) };

        Verifier().Verify(longest.Rpc("ListFlows"), mutates: true);
        Assert.StartsWith(
            "InvalidArgument: Parameter error. SignatureNonce", Refusal(longer.Rpc("ListFlows")), StringComparison.Ordinal);
    }

    private static Signer Client(int minutesOff = 0) => new(Id, Secret) { Time = Now.AddMinutes(minutesOff) };

    private static RpcRequest Acs3(Action<Microsoft.AspNetCore.Http.HeaderDictionary> change)
    {
        var headers = Client().Acs3Headers("GET", "Limit=1", "fnf.example.com", "ListFlows");
        change(headers);
        return RpcRequest.Decode("GET", "Limit=1", headers, default, Sluice.Model.Limits.Default);
    }

    private Authenticator Verifier(AuthenticationOptions? options = null) => new(new OneKey(Id, Secret), options ?? new(), _time);

    private string Refusal(RpcRequest request) => Some.Error(() => Verifier().Verify(request, mutates: true));
}
