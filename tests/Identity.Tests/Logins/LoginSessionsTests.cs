using Sluice.Identity.Callers;
using Sluice.Identity.Keys;
using Sluice.Identity.Logins;
using Sluice.Model;

namespace Sluice.Identity.Tests.Logins;

public sealed class LoginSessionsTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Keys _keys = new();
    private readonly Clock _clock = new() { Now = Begin };
    private readonly LoginSessions _sessions;

    public LoginSessionsTests() => _sessions = new LoginSessions(
        _keys, new LoginOptions { Idle = TimeSpan.FromMinutes(30), Longest = TimeSpan.FromHours(12) }, _clock);

    [Fact]
    public void A_token_opens_the_session_it_was_given_for_and_nothing_else_does()
    {
        var (session, token) = _sessions.Open("ada-key", "ada-secret", address: null);

        Assert.Equal(session.Id, _sessions.Use(token)!.Value.Session.Id);
        Assert.Equal("ada-key", _sessions.Use(token)!.Value.Caller.AccessKeyId);
        Assert.Null(_sessions.Use(session.Id));
        Assert.Null(_sessions.Use(session.CsrfToken));
        Assert.Null(_sessions.Use(token + "x"));
    }

    [Fact]
    public void It_ends_when_it_is_not_used_for_a_while_and_not_before()
    {
        var (_, token) = _sessions.Open("ada-key", "ada-secret", address: null);

        for (var i = 0; i < 3; i++)
        {
            _clock.Now += TimeSpan.FromMinutes(29);
            Assert.NotNull(_sessions.Use(token));
        }

        _clock.Now += TimeSpan.FromMinutes(30);
        Assert.Null(_sessions.Use(token));
    }

    [Fact]
    public void It_ends_after_its_longest_time_however_much_it_is_used()
    {
        var (session, token) = _sessions.Open("ada-key", "ada-secret", address: null);

        while (_clock.Now + TimeSpan.FromMinutes(20) < session.Expires)
        {
            _clock.Now += TimeSpan.FromMinutes(20);
            Assert.NotNull(_sessions.Use(token));
        }

        _clock.Now = session.Expires;
        Assert.Null(_sessions.Use(token));
    }

    [Fact]
    public void It_ends_with_its_key()
    {
        var (_, token) = _sessions.Open("ada-key", "ada-secret", address: null);

        _keys.IsDisabled = true;

        Assert.Null(_sessions.Use(token));
        _keys.IsDisabled = false;
        Assert.Null(_sessions.Use(token));
    }

    [Theory]
    [InlineData("ada-key", "")]
    [InlineData("ada-key", "ada-secre")]
    [InlineData("eve-key", "ada-secret")]
    public void Whoever_does_not_hold_the_key_is_refused(string id, string secret) =>
        Assert.Equal("AccessDenied", Assert.Throws<ApiException>(() => _sessions.Open(id, secret, address: null)).Code);

    [Fact]
    public void One_login_too_many_ends_the_session_that_was_used_longest_ago()
    {
        var tokens = Enumerable.Range(0, LoginSessions.MostOfKey)
            .Select(_ =>
            {
                _clock.Now += TimeSpan.FromSeconds(1);
                return _sessions.Open("ada-key", "ada-secret", address: null).Token;
            })
            .ToList();
        _clock.Now += TimeSpan.FromSeconds(1);
        _sessions.Use(tokens[0]);

        _sessions.Open("ada-key", "ada-secret", address: null);

        Assert.NotNull(_sessions.Use(tokens[0]));
        Assert.Null(_sessions.Use(tokens[1]));
        Assert.Equal(LoginSessions.MostOfKey, _sessions.Of(_sessions.Use(tokens[0])!.Value.Caller).Count);
    }

    private sealed class Keys : IKeyRing
    {
        private readonly KnownKey _ada = new("ada-secret", Caller.Of(Some.User("ada"), "ada-key"));

        public bool IsDisabled { get; set; }

        public KnownKey? Find(string accessKeyId, string? securityToken) =>
            accessKeyId == "ada-key" && !IsDisabled ? _ada : null;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
