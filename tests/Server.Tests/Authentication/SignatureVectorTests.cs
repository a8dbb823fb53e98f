using System.Buffers;
using System.Text;
using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Authentication;

/// <summary>Every captured request, recomputed byte for byte. Source: protocol, section 13.</summary>
public sealed class SignatureVectorTests
{
    public static TheoryData<string> Rpc => [.. SignatureVector.SignedIds.Where(id => SignatureVector.Get(id).IsRpc)];

    public static TheoryData<string> Acs3 => [.. SignatureVector.SignedIds.Where(id => !SignatureVector.Get(id).IsRpc)];

    public static TheoryData<string> Lasting =>
        [.. SignatureVector.SignedIds.Where(id => !SignatureVector.Get(id).IsTemporary)];

    public static TheoryData<string> Temporary =>
        [.. SignatureVector.SignedIds.Where(id => SignatureVector.Get(id).IsTemporary)];

    public static TheoryData<string> Unsigned => [.. SignatureVector.UnsignedIds];

    public static TheoryData<string> All => [.. SignatureVector.SignedIds];

    [Fact]
    public void Both_schemes_have_vectors()
    {
        Assert.Equal(22, Rpc.Count);
        Assert.Equal(13, Acs3.Count);
        Assert.Equal(4, Unsigned.Count);
        Assert.Equal(4, Temporary.Count);
    }

    [Theory]
    [MemberData(nameof(Rpc))]
    public void Each_intermediate_string_of_rpc_is_the_recorded_one(string id)
    {
        var vector = SignatureVector.Get(id);
        var request = vector.Decode();

        AssertRecorded(vector, "canonicalQuery", writer => RpcSignature.WriteCanonicalQuery(request.Parameters, writer));
        AssertRecorded(
            vector, "stringToSign", writer => RpcSignature.WriteStringToSign(request.Method, request.Parameters, writer));
        Assert.Equal(vector.Expected("computed"), request.Parameters.Find("Signature"));
    }

    [Theory]
    [MemberData(nameof(Acs3))]
    public void Each_intermediate_string_of_acs3_is_the_recorded_one(string id)
    {
        var vector = SignatureVector.Get(id);
        var request = vector.Decode();
        var authorization = Authorization.Parse(request.Headers.Authorization.ToString());
        var payload = HeaderSignature.HashedPayload(request.Body.Span);
        var canonical = HeaderSignature.CanonicalRequest(request, authorization, null, payload);

        AssertRecorded(vector, "canonicalQuery", HeaderSignature.CanonicalQuery(request));
        Assert.Equal(vector.Expected("canonicalHeaders"), HeaderSignature.CanonicalHeaders(request, authorization, null));
        Assert.Equal(vector.Expected("signedHeaders"), authorization.SignedHeadersText);
        Assert.Equal(vector.Expected("hashedPayload"), payload);
        AssertRecorded(vector, "canonicalRequest", canonical);
        Assert.Equal(vector.Expected("stringToSign"), HeaderSignature.StringToSign(canonical));
        Assert.Equal(vector.Expected("computed"), authorization.Signature);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_signature_matches_its_secret_and_no_other(string id)
    {
        var vector = SignatureVector.Get(id);
        var request = vector.Decode();
        var credentials = Credentials.Read(request);

        Assert.True(credentials.Matches(request, null, vector.Secret));
        Assert.False(credentials.Matches(request, null, vector.Secret + "x"));
        Assert.False(credentials.Matches(request, null, ""));
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public void Each_genuine_request_is_accepted_once(string id)
    {
        var vector = SignatureVector.Get(id);
        var verifier = vector.Verifier();

        verifier.Verify(vector.Decode(), mutates: false);
        Assert.StartsWith(
            "SignatureNonceUsed", Some.Error(() => verifier.Verify(vector.Decode(), false)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Temporary))]
    public void Temporary_keys_are_not_issued_here_so_none_is_accepted(string id)
    {
        var vector = SignatureVector.Get(id);

        Assert.Equal(
            $"InvalidAccessKeyID: The AccessKey ID '{vector.AccessKeyId}' is invalid.",
            Some.Error(() => vector.Verifier().Verify(vector.Decode(), mutates: false)));
    }

    [Theory]
    [MemberData(nameof(Unsigned))]
    public void A_request_without_a_signature_lacks_its_access_key(string id)
    {
        var request = SignatureVector.Get(id).Decode();

        var error = Some.Error(() =>
        {
            CallTarget.Of(request, mustBeSigned: true);
            Credentials.Read(request);
        });

        Assert.Equal("MissingRequiredParams: The HTTP query 'AccessKeyId' must be specified.", error);
    }

    private static void AssertRecorded(SignatureVector vector, string name, Action<IBufferWriter<byte>> write)
    {
        var computed = new ArrayBufferWriter<byte>();
        write(computed);
        AssertRecorded(vector, name, computed.WrittenMemory);
    }

    private static void AssertRecorded(SignatureVector vector, string name, ReadOnlyMemory<byte> computed)
    {
        if (vector.Expected(name) is { } expected)
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(computed.Span));
        }
    }
}
