using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Keys;
using Sluice.Identity.Sessions;

namespace Sluice.Identity.Tests.Keys;

public sealed class KeyRingTests
{
    private const string Listing = """{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:List*","Resource":"*"}]}""";

    private static readonly User Ada = Some.User("ada", Some.ReadOnly);
    private static readonly Role Runner = Some.Role("runner", "*", Some.ReadOnly);

    private readonly SessionTokens _tokens = new(Some.Master);

    [Fact]
    public async Task A_permanent_key_speaks_for_its_user()
    {
        var known = (await RingAsync()).Find("one", securityToken: null)!;

        Assert.Equal(("secret of one", null), (known.Secret, known.Expires));
        Assert.Equal((Caller.UserKind, Ada.Arn, "one"), (known.Caller.Kind, known.Caller.Arn, known.Caller.AccessKeyId));
        Assert.True(known.Caller.Grants.May("fnf:ListFlows"));
        Assert.False(known.Caller.Grants.May("fnf:DeleteFlow"));
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("ownerless")]
    [InlineData("unknown")]
    public async Task A_key_that_is_disabled_or_unknown_or_left_behind_by_its_user_is_none(string id) =>
        Assert.Null((await RingAsync()).Find(id, securityToken: null));

    [Fact]
    public async Task A_temporary_key_speaks_for_its_role_narrowed_by_its_session()
    {
        var session = _tokens.Issue(Runner, "night-shift", Listing, Some.Moment);

        var known = (await RingAsync()).Find(session.AccessKeyId, session.Token)!;

        Assert.Equal((session.Secret, Some.Moment), (known.Secret, known.Expires));
        Assert.Equal(
            (Caller.RoleKind, "acs:ram::1000000000000000:role/runner/night-shift"), (known.Caller.Kind, known.Caller.Arn));
        Assert.True(known.Caller.Grants.May("fnf:ListFlows"));
        Assert.False(known.Caller.Grants.May("fnf:DescribeFlow"));
        Assert.Equal(Listing, known.Caller.SessionPolicy);
        Assert.DoesNotContain(session.Secret, known.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_good_for_its_own_key_and_while_there_is_its_role()
    {
        var session = _tokens.Issue(Runner, "night-shift", policy: null, Some.Moment);

        Assert.Null((await RingAsync()).Find("one", session.Token));
        Assert.Null((await RingAsync(state => state.Without(Runner))).Find(session.AccessKeyId, session.Token));
    }

    private async Task<KeyRing> RingAsync(Func<AccessState, AccessState>? change = null)
    {
        var state = AccessState.Empty.With(Ada).With(Runner)
            .With(Some.Key("one", Ada))
            .With(Some.Key("disabled", Ada) with { IsEnabled = false })
            .With(Some.Key("ownerless", Some.User("gone")));
        return new KeyRing(await Some.RegistryAsync(change?.Invoke(state) ?? state), _tokens);
    }
}
