using System.Net;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Identity.Sessions;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Identity.Tests.Sessions;

public sealed class RoleSessionsTests
{
    private const string Root = "acs:ram::1000000000000000:root";

    private static readonly Caller Stranger = Caller.Open with
    {
        Account = AccountId.FromStored("2000000000000000"),
        Arn = "acs:ram::2000000000000000:root",
    };

    [Theory]
    [InlineData(null, 3600)]
    [InlineData(900, 900)]
    [InlineData(3600, 3600)]
    public async Task A_session_lasts_as_long_as_was_asked_for_or_an_hour(int? seconds, int expected)
    {
        var session = await BeginAsync(Some.Role("runner", Root), Caller.Open, Wish() with { Seconds = seconds });

        Assert.Equal(Some.Moment.AddSeconds(expected), session.Expires);
        Assert.Equal("acs:ram::1000000000000000:role/runner/night-shift", session.Arn);
    }

    [Fact]
    public async Task A_role_for_shorter_sessions_shortens_the_usual_one_and_refuses_a_longer_one()
    {
        var role = Some.Role("runner", Root) with { MaxSessionSeconds = 1200 };

        Assert.Equal(Some.Moment.AddSeconds(1200), (await BeginAsync(role, Caller.Open, Wish())).Expires);
        Assert.Equal(
            "InvalidParameter.DurationSeconds: The parameter DurationSeconds is not valid: it must be from 900 to 1200 for "
            + "this role.",
            await RefusalAsync(role, Caller.Open, Wish() with { Seconds = 1201 }));
    }

    [Fact]
    public async Task Both_the_policies_of_the_caller_and_the_trust_of_the_role_must_allow_it()
    {
        var trusting = Some.Role("runner", Root);
        var other = Some.Role("runner", "acs:ram::1000000000000000:user/bob");
        var ada = Caller.Of(Some.User("ada", "AliyunSTSAssumeRoleAccess"), "key");

        await BeginAsync(trusting, ada, Wish());
        Assert.Contains(
            "no policy of 'acs:ram::1000000000000000:user/eve' allows it",
            await RefusalAsync(trusting, Caller.Of(Some.User("eve", Some.Full), "key"), Wish()),
            StringComparison.Ordinal);
        Assert.Contains(
            "the trust policy of the role does not allow 'acs:ram::1000000000000000:user/ada' to take it on",
            await RefusalAsync(other, ada, Wish()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_does_not_learn_which_roles_there_are()
    {
        var untrusting = await RefusalAsync(Some.Role("runner", Root), Stranger, Wish());

        Assert.StartsWith("NoPermission", untrusting, StringComparison.Ordinal);
        Assert.Equal(untrusting, await RefusalAsync(Some.Role("another", Root), Stranger, Wish()));
        Assert.StartsWith(
            "EntityNotExist.Role", await RefusalAsync(Some.Role("another", Root), Caller.Open, Wish()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'StringEquals':{'sts:ExternalId':'blue'}", true)]
    [InlineData("'StringEquals':{'sts:ExternalId':'red'}", false)]
    [InlineData("'IpAddress':{'acs:SourceIp':'203.0.113.7'}", true)]
    [InlineData("'IpAddress':{'acs:SourceIp':'203.0.113.8'}", false)]
    public async Task Trust_can_look_at_where_the_call_comes_from_and_what_it_brings(string condition, bool isAllowed)
    {
        var trust = $$$"""
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"*"},
             "Condition":{ {{{condition.Replace('\'', '"')}}} }}]}
            """;
        var role = Some.Role("runner", Root) with { Trust = TrustDocument.Parse("trust", Some.Json(trust)) };
        var caller = Caller.Open with { Origin = new Origin(IPAddress.Parse("203.0.113.7"), IsSecure: true) };
        var wish = Wish() with { ExternalId = "blue" };

        if (isAllowed)
        {
            await BeginAsync(role, caller, wish);
        }
        else
        {
            Assert.StartsWith("NoPermission", await RefusalAsync(role, caller, wish), StringComparison.Ordinal);
        }
    }

    private static RoleWish Wish() => new(
        "acs:ram::1000000000000000:role/runner", AccountId.Default, "runner", "night-shift", Policy: null, Seconds: null, ExternalId: null);

    private static async Task<Session> BeginAsync(Role role, Caller caller, RoleWish wish) => new RoleSessions(
        await Some.RegistryAsync(AccessState.Empty.With(role)), new SessionTokens(Some.Master), new FixedTime())
        .Begin(caller, wish);

    private static async Task<string> RefusalAsync(Role role, Caller caller, RoleWish wish)
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => BeginAsync(role, caller, wish));
        return $"{error.Code}: {error.Message}";
    }
}
