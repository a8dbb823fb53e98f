using System.Security.Cryptography;
using Sluice.Identity.Callers;
using Sluice.Identity.Keys;
using Sluice.Model;
using Sluice.Server.Wire;
using Sluice.Storage;

namespace Sluice.Server.Authentication;

/// <summary>Decides whether a request was sent by the holder of a key, just now, and once.</summary>
/// <remarks>Source: protocol, section 11.</remarks>
internal sealed class Authenticator(IKeyRing keys, AuthenticationOptions options, TimeProvider time)
{
    /// <summary>What an unknown key is compared with: the answer takes the time that it takes for a known
    /// one.</summary>
    private static readonly string NobodysSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private const string TemporaryKeyPrefix = "STS.";

    private readonly NonceMemory _nonces = new(NonceMemory.Window + options.ClockSkew);

    /// <param name="mutates">Whether the operation changes anything.</param>
    /// <returns>Whose request it is.</returns>
    /// <exception cref="ApiException">The first failure, in the order of the pipeline's steps 5 to
    /// 10.</exception>
    public Caller Verify(RpcRequest request, bool mutates) => Verify(request, mutates, out _);

    /// <inheritdoc cref="Verify(RpcRequest, bool)"/>
    /// <param name="nonce">
    /// What <see cref="SharedNonces"/> are still to be asked about; null when this server alone has the last word.
    /// </param>
    public Caller Verify(RpcRequest request, bool mutates, out UsedMark? nonce)
    {
        var credentials = Credentials.Read(request);

        var key = keys.Find(credentials.AccessKeyId, credentials.SecurityToken);
        var matches = credentials.Matches(request, options.ExpectedHost, key?.Secret ?? NobodysSecret);
        CheckKey(credentials, key);

        var requestTime = CheckClock(credentials);
        if (!matches)
        {
            throw ApiException.SignatureNotMatch();
        }

        nonce = CheckNonce(credentials, requestTime, mutates);
        return key!.Caller;
    }

    /// <summary>Whether no other server has seen the nonce either.</summary>
    /// <exception cref="ApiException"><c>SignatureNonceUsed</c>, or nobody can say now.</exception>
    public async ValueTask UseAsync(UsedMark nonce)
    {
        if (options.SharedNonces is { } shared && !await shared.TryUseAsync(nonce))
        {
            throw ApiException.SignatureNonceUsed();
        }
    }

    /// <summary>What can be seen before there is a body: the scheme, that the key is known and enabled, and the clock.</summary>
    /// <exception cref="ApiException">The first failure.</exception>
    public void CheckHead(RpcRequest head)
    {
        var credentials = Credentials.Read(head);
        CheckKey(credentials, keys.Find(credentials.AccessKeyId, credentials.SecurityToken));
        CheckClock(credentials);
    }

    private void CheckKey(Credentials credentials, KnownKey? key)
    {
        var isTemporary = credentials.AccessKeyId.StartsWith(TemporaryKeyPrefix, StringComparison.Ordinal);
        if (isTemporary && credentials.SecurityToken is null)
        {
            throw ApiException.MissingSecurityToken();
        }

        if (key is null)
        {
            throw ApiException.InvalidAccessKeyId(Excerpt.Of(credentials.AccessKeyId));
        }

        if (key.Expires <= time.GetUtcNow())
        {
            throw ApiException.ExpiredSecurityToken(Excerpt.Of(credentials.AccessKeyId));
        }
    }

    private DateTimeOffset CheckClock(Credentials credentials)
    {
        if (!InstantText.TryParse(credentials.Time, out var requestTime))
        {
            throw ApiException.InvalidArgument(
                credentials.TimeField,
                $"'{Excerpt.Of(credentials.Time)}' is not a UTC time such as '2025-01-02T03:04:05Z'");
        }

        var now = time.GetUtcNow();
        return (now - requestTime).Duration() <= options.ClockSkew
            ? requestTime
            : throw ApiException.RequestTimeTooSkewed(Excerpt.Of(credentials.Time), InstantText.Seconds(now));
    }

    /// <remarks>Last of all, or strangers could use up the nonces of others.</remarks>
    private UsedMark? CheckNonce(Credentials credentials, DateTimeOffset requestTime, bool mutates)
    {
        var isChecked = options.Nonces == NonceMode.Strict || (options.Nonces == NonceMode.Writes && mutates);
        var (id, nonce) = (credentials.AccessKeyId, credentials.Nonce);
        if (isChecked && !_nonces.TryAdd(id, nonce, requestTime, time.GetUtcNow()))
        {
            throw ApiException.SignatureNonceUsed();
        }

        return isChecked && options.SharedNonces is not null
            ? new UsedMark((long)NonceMemory.Mark(id, nonce), _nonces.Expires(requestTime).ToUnixTimeMilliseconds())
            : null;
    }
}
