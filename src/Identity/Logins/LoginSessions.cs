using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sluice.Identity.Callers;
using Sluice.Identity.Keys;
using Sluice.Model;

namespace Sluice.Identity.Logins;

/// <summary>Browsers in which somebody is logged in. They are kept in memory alone: a restart logs everybody out.</summary>
/// <remarks>What opens a session is kept as its hash, so memory that leaks lets nobody in.</remarks>
public sealed class LoginSessions(IKeyRing keys, LoginOptions options, TimeProvider time)
{
    /// <summary>Of one access key; a further login ends the oldest.</summary>
    public const int MostOfKey = 20;

    private const int TokenBytes = 32;

    /// <summary>What an unknown key is compared with, so that the answer takes the time that it takes for a known one.</summary>
    private static readonly string NobodysSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private readonly ConcurrentDictionary<string, LoginSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Opens a session for the holder of a key.</summary>
    /// <returns>The session, and what opens it from now on.</returns>
    /// <exception cref="ApiException"><c>AccessDenied</c>, the same for a key that does not exist as for a wrong secret.</exception>
    public (LoginSession Session, string Token) Open(string accessKeyId, string secret, IPAddress? address)
    {
        var key = keys.Find(accessKeyId, securityToken: null);
        var isRight = CryptographicOperations.FixedTimeEquals(Hash(key?.Secret ?? NobodysSecret), Hash(secret));
        if (key is null || !isRight)
        {
            throw ApiException.AccessDenied(
                "The AccessKey ID or its secret is not right; log in with a key of this server that is enabled.");
        }

        EndSurplus(accessKeyId);
        var (now, token) = (time.GetUtcNow(), NewToken());
        var session = new LoginSession(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            NewToken(),
            key.Caller.Account,
            key.Caller.Arn,
            accessKeyId,
            address,
            now,
            now + options.Longest);
        _sessions[Mark(token)] = session;
        return (session, token);
    }

    /// <summary>The session that a token opens, and who is logged in there, with what that one may do now.</summary>
    /// <returns>Null when there is none, it has ended, or its key is not there any more.</returns>
    public (LoginSession Session, Caller Caller)? Use(string token)
    {
        var mark = Mark(token);
        if (!_sessions.TryGetValue(mark, out var session))
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (HasEnded(session, now) || keys.Find(session.AccessKeyId, securityToken: null)?.Caller is not { } caller
            || caller.Arn != session.Arn)
        {
            _sessions.TryRemove(mark, out _);
            return null;
        }

        session.Seen = now;
        return (session, caller);
    }

    /// <summary>The sessions that a caller may see: its own, and an owner's account's; the newest first.</summary>
    public IReadOnlyList<LoginSession> Of(Caller caller)
    {
        var now = time.GetUtcNow();
        return
        [
            .. _sessions.Values.Where(session => MaySee(caller, session) && !HasEnded(session, now))
                .OrderByDescending(session => session.Started).ThenBy(session => session.Id, StringComparer.Ordinal),
        ];
    }

    /// <returns>False when the caller sees no such session.</returns>
    public bool TryEnd(Caller caller, string id)
    {
        var mine = _sessions.Where(entry => entry.Value.Id == id && MaySee(caller, entry.Value)).ToList();
        mine.ForEach(entry => _sessions.TryRemove(entry));
        return mine.Count > 0;
    }

    private static bool MaySee(Caller caller, LoginSession session) =>
        session.Account == caller.Account && (caller.Grants.IsOwner || session.Arn == caller.Arn);

    private bool HasEnded(LoginSession session, DateTimeOffset now) =>
        now >= session.Expires || now - session.Seen >= options.Idle;

    /// <summary>Makes room for one more of this key, and forgets what has ended.</summary>
    private void EndSurplus(string accessKeyId)
    {
        var now = time.GetUtcNow();
        foreach (var entry in _sessions.Where(entry => HasEnded(entry.Value, now)))
        {
            _sessions.TryRemove(entry);
        }

        var surplus = _sessions.Where(entry => entry.Value.AccessKeyId == accessKeyId)
            .OrderByDescending(entry => entry.Value.Seen)
            .Skip(MostOfKey - 1);
        foreach (var entry in surplus)
        {
            _sessions.TryRemove(entry);
        }
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    private static string Mark(string token) => Convert.ToHexString(Hash(token));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
