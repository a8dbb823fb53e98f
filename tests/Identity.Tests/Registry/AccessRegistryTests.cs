using System.Text;
using Sluice.Access;
using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Identity.Sealing;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Storage.Memory;

namespace Sluice.Identity.Tests.Registry;

public sealed class AccessRegistryTests
{
    private static readonly User Ada = new(AccountId.Default, "ada", IsOwner: false, PolicyList.Empty, IsConfigured: false);

    private readonly MemoryStore _store = new(1);
    private readonly MasterKey _master = new(new byte[32]);

    [Fact]
    public async Task The_last_key_stays_whatever_takes_it_along()
    {
        var registry = await OpenAsync();
        await registry.ChangeAsync(state => state.With(Ada).With(Key("one")).With(Key("two")), CancellationToken.None);
        await registry.ChangeAsync(state => state.Without(Key("one")), CancellationToken.None);

        foreach (var change in new Func<AccessState, AccessState>[] { state => state.Without(Key("two")), state => state.Without(Ada) })
        {
            var error = await Assert.ThrowsAsync<ApiException>(() => registry.ChangeAsync(change, CancellationToken.None));
            Assert.Equal(("LastAccessKey", 409), (error.Code, error.HttpStatus));
        }

        Assert.NotNull((await OpenAsync()).State.FindKey("two"));
    }

    [Fact]
    public async Task What_another_server_has_changed_counts_once_it_is_read_again_and_before_any_change_of_ones_own()
    {
        var (one, other) = (await OpenSharedAsync(), await OpenSharedAsync());
        await one.ChangeAsync(state => state.With(Ada).With(Key("one")).With(Key("two")), CancellationToken.None);
        Assert.Null(other.State.FindKey("one"));

        await other.RefreshAsync(CancellationToken.None);
        Assert.NotNull(other.State.FindKey("one"));

        // Of two keys each takes another one away: the second finds that it has become the last.
        await one.ChangeAsync(state => state.Without(Key("one")), CancellationToken.None);
        var error = await Assert.ThrowsAsync<ApiException>(
            () => other.ChangeAsync(state => state.Without(Key("two")), CancellationToken.None));
        Assert.Equal("LastAccessKey", error.Code);
    }

    [Fact]
    public async Task Another_master_key_is_told_at_the_start()
    {
        await (await OpenAsync()).ChangeAsync(state => state.With(Ada).With(Key("one")), CancellationToken.None);

        var mistake = await Assert.ThrowsAsync<AccountsUnreadableException>(() => AccessRegistry.OpenAsync(
            _store, new MasterKey([.. Enumerable.Repeat((byte)1, 32)]), AccessState.Empty, CancellationToken.None));

        Assert.Contains("its secret was not sealed with the present key", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret of", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_settings_define_wins_and_is_not_stored()
    {
        await (await OpenAsync()).ChangeAsync(state => state.With(Ada).With(Key("one")), CancellationToken.None);
        var configured = AccessState.Empty.With(Ada with { IsOwner = true, IsConfigured = true })
            .With(Key("one") with { Secret = "another", IsConfigured = true });

        var registry = await AccessRegistry.OpenAsync(_store, _master, configured, CancellationToken.None);
        await registry.ChangeAsync(state => state.With(Key("two")), CancellationToken.None);

        Assert.Equal("another", registry.State.FindKey("one")!.Secret);
        var without = (await OpenAsync()).State;
        Assert.Equal("secret of one", without.FindKey("one")!.Secret);
        Assert.False(without.FindUser(AccountId.Default, "ada")!.IsOwner);
        Assert.NotNull(without.FindKey("two"));
    }

    /// <remarks>Earlier releases took in what this one refuses.</remarks>
    [Fact]
    public async Task A_stored_policy_that_is_not_understood_does_not_open_and_is_told()
    {
        var key = new AccessRowKey(AccessRowKind.User, AccountId.Default.Value, "ada");
        await _store.ChangeAccessAsync([], [new AccessRow(key, Encoding.UTF8.GetBytes("""
            {"isOwner":false,"policies":["AliyunFnFFullAccess","Gone","{\"Version\":\"1\",\"Statement\":[
              {\"Effect\":\"Deny\",\"Action\":\"fnf:Delete*\",\"Resource\":\"*\",
               \"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.0/99\"}}}]}"]}
            """.ReplaceLineEndings("")))], CancellationToken.None);

        var state = (await OpenAsync()).State;

        var grants = state.FindUser(AccountId.Default, "ada")!.Grants;
        Assert.False(PolicyEvaluation.Decide(grants, Request("fnf:DeleteFlow")).IsAllowed);
        Assert.True(PolicyEvaluation.Decide(grants, Request("fnf:CreateFlow")).IsAllowed);
        var warnings = AccessWarnings.Of(state).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.StartsWith(
            "A policy of the user 'ada' of account 1000000000000000 is not understood: there is no policy 'Gone'.", warnings[0], StringComparison.Ordinal);
        Assert.Contains("'10.0.0.0/99' is not an address", warnings[1], StringComparison.Ordinal);

        static AccessRequest Request(string action) =>
            new(action, ["acs:fnf:cn-hangzhou:1000000000000000:flow/orders"], new Dictionary<string, string>());
    }

    [Fact]
    public async Task Changes_at_once_all_count()
    {
        var registry = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() =>
            registry.ChangeAsync(state => state.With(Key($"key-{n}")), CancellationToken.None))));

        Assert.Equal(50, (await OpenAsync()).State.Keys.Count);
    }

    private Task<AccessRegistry> OpenAsync() =>
        AccessRegistry.OpenAsync(_store, _master, AccessState.Empty, CancellationToken.None);

    private Task<AccessRegistry> OpenSharedAsync() =>
        AccessRegistry.OpenAsync(_store, _master, AccessState.Empty, CancellationToken.None, isShared: true);

    private static KeyEntry Key(string id) => new(
        id, $"secret of {id}", Ada.Account, Ada.Name, IsEnabled: true, DateTimeOffset.UnixEpoch, IsConfigured: false);
}
