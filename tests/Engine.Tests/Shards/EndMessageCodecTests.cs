using Sluice.Engine.Shards;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Tests.Shards;

/// <summary>The stored form of a message between shards. The bytes are golden: an older release may have left them.</summary>
public sealed class EndMessageCodecTests
{
    private const string SucceededFormat1 = "010005746F6B656E0100077B2278223A317D";
    private const string FailedFormat1 = "010005746F6B656E00000145000643617573652E";

    [Fact]
    public void A_success_has_these_bytes()
    {
        var output = JsonPayload.Of(JsonObject.Of(("x", JsonValue.Of(1))));
        Assert.Equal(SucceededFormat1, Convert.ToHexString(EndMessageCodec.Encode("token", output)));

        var (token, result) = EndMessageCodec.Decode(Convert.FromHexString(SucceededFormat1));
        Assert.Equal("token", token);
        Assert.Equal(output, result.Value);
    }

    [Fact]
    public void A_failure_has_these_bytes()
    {
        var failure = new StepFailure("E", "Cause.");
        Assert.Equal(FailedFormat1, Convert.ToHexString(EndMessageCodec.Encode("token", failure)));

        Assert.Equal(failure, EndMessageCodec.Decode(Convert.FromHexString(FailedFormat1)).Result.Failure);
    }

    [Fact]
    public void A_newer_format_is_refused_with_a_sentence()
    {
        var refused = Assert.Throws<InvalidDataException>(() => EndMessageCodec.Decode([2, 0]));
        Assert.Contains("format 2", refused.Message, StringComparison.Ordinal);
    }
}
