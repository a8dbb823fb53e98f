using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Outbound.Signing;

/// <summary>Signs what is posted to webhooks, so that whoever gets it can tell who sent it, and when.</summary>
/// <remarks>Source: standardwebhooks.com, symmetric signatures.</remarks>
public static class WebhookSignature
{
    private const string EncodedSecret = "whsec_";

    /// <param name="id">The same when the same is sent again.</param>
    /// <param name="secret">A text, or bytes in base64 behind <c>whsec_</c>.</param>
    public static void Sign(HttpRequestMessage request, string id, DateTimeOffset now, byte[] body, string secret)
    {
        var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body];
        var signed = HMACSHA256.HashData(KeyOf(secret), content);
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", stamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,{Convert.ToBase64String(signed)}");
    }

    /// <summary>A secret is a text, unless it says that it is bytes in base64.</summary>
    private static byte[] KeyOf(string secret)
    {
        var bytes = new byte[secret.Length];
        return secret.StartsWith(EncodedSecret, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[EncodedSecret.Length..], bytes, out var count)
            ? bytes[..count]
            : Encoding.UTF8.GetBytes(secret);
    }
}
