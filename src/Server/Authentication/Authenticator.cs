using System.Security.Cryptography;
using System.Text;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Authentication;

/// <summary>Decides whether a request was sent by the holder of the key pair, just now, and once.</summary>
/// <remarks>Source: protocol, section 11.</remarks>
internal sealed class Authenticator(AccessKey key, AuthenticationOptions options, TimeProvider time)
{
    private const string TemporaryKeyPrefix = "STS.";

    private readonly NonceMemory _nonces = new(TimeSpan.FromMinutes(15) + options.ClockSkew);
    private readonly byte[] _idHash = Hash(key.Id);

    /// <summary>Returns when the request is genuine.</summary>
    /// <param name="mutates">Whether the operation changes anything.</param>
    /// <exception cref="ApiException">The first failure, in the order of the pipeline's steps 5 to
    /// 10.</exception>
    public void Verify(RpcRequest request, bool mutates)
    {
        var credentials = Credentials.Read(request);

        // The same work for a known and an unknown key: an answer's time tells nothing about which keys
        // exist.
        var known = CryptographicOperations.FixedTimeEquals(_idHash, Hash(credentials.AccessKeyId));
        var matches = credentials.Matches(request, options.ExpectedHost, key.Secret);
        CheckKey(credentials, known);

        var requestTime = CheckClock(credentials);
        if (!matches)
        {
            throw ApiException.SignatureNotMatch();
        }

        CheckNonce(credentials, requestTime, mutates);
    }

    private static void CheckKey(Credentials credentials, bool known)
    {
        var isTemporary = credentials.AccessKeyId.StartsWith(TemporaryKeyPrefix, StringComparison.Ordinal);
        if (isTemporary && credentials.SecurityToken is null)
        {
            throw ApiException.MissingSecurityToken();
        }

        // No temporary keys are issued here, so a token is never one of ours.
        if (!known || credentials.SecurityToken is not null)
        {
            throw ApiException.InvalidAccessKeyId(Shown.Short(credentials.AccessKeyId));
        }
    }

    private DateTimeOffset CheckClock(Credentials credentials)
    {
        if (!InstantText.TryParse(credentials.Time, out var requestTime))
        {
            throw ApiException.InvalidArgument(
                credentials.TimeField,
                $"'{Shown.Short(credentials.Time)}' is not a UTC time such as '2025-01-02T03:04:05Z'");
        }

        var now = time.GetUtcNow();
        return (now - requestTime).Duration() <= options.ClockSkew
            ? requestTime
            : throw ApiException.RequestTimeTooSkewed(Shown.Short(credentials.Time), InstantText.Seconds(now));
    }

    /// <remarks>Last of all, or strangers could use up the nonces of others.</remarks>
    private void CheckNonce(Credentials credentials, DateTimeOffset requestTime, bool mutates)
    {
        var isChecked = options.Nonces == NonceMode.Strict || (options.Nonces == NonceMode.Writes && mutates);
        var (id, nonce) = (credentials.AccessKeyId, credentials.Nonce);
        if (isChecked && !_nonces.TryAdd(id, nonce, requestTime, time.GetUtcNow()))
        {
            throw ApiException.SignatureNonceUsed();
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
