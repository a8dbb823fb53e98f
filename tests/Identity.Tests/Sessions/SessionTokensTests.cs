using Sluice.Identity.Sealing;
using Sluice.Identity.Sessions;

namespace Sluice.Identity.Tests.Sessions;

public sealed class SessionTokensTests
{
    private const string Listing = """{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:List*","Resource":"*"}]}""";

    private readonly SessionTokens _tokens = new(Some.Master);

    [Theory]
    [InlineData(null)]
    [InlineData(Listing)]
    public void A_token_holds_all_of_its_session(string? policy)
    {
        var issued = Issue(policy);

        var read = _tokens.Read(issued.Token)!;

        Assert.Equal(
            (issued.AccessKeyId, issued.Secret, issued.Token, issued.Account, "runner", "night-shift", policy, Some.Moment),
            (read.AccessKeyId, read.Secret, read.Token, read.Account, read.Role, read.Name, read.PolicyText, read.Expires));
        Assert.Equal(policy is null, read.Policy is null);
    }

    [Fact]
    public void No_two_sessions_share_a_key_or_a_secret_and_none_shows_it()
    {
        var (one, other) = (Issue(), Issue());

        Assert.NotEqual(one.AccessKeyId, other.AccessKeyId);
        Assert.NotEqual(one.Secret, other.Secret);
        Assert.DoesNotContain(one.Secret, one.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("STS.", one.AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_was_changed_or_made_elsewhere_is_none_of_ours()
    {
        var token = Issue().Token;

        Assert.Null(_tokens.Read(token[..^4] + "AAAA"));
        Assert.Null(_tokens.Read(""));
        Assert.Null(_tokens.Read("no/Base64+url"));
        Assert.Null(_tokens.Read(new string('A', 20_000)));
        Assert.Null(new SessionTokens(new MasterKey([.. Enumerable.Repeat((byte)1, 32)])).Read(token));
    }

    private Session Issue(string? policy = null) =>
        _tokens.Issue(Some.Role("runner", "*"), "night-shift", policy, Some.Moment);
}
