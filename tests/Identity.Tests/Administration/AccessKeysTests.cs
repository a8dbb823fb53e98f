using Sluice.Identity.Accounts;
using Sluice.Identity.Administration;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Identity.Tests.Administration;

public sealed class AccessKeysTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly EntryName Ada = new(AccountId.Default, "ada");
    private static readonly Caller Keeper = Caller.Of(Some.User("keeper", "SluiceAdministratorAccess"), "keeper-key");

    private static readonly AccessState State = AccessState.Empty
        .With(Some.User("ada"))
        .With(Some.User("boss") with { IsOwner = true })
        .With(Some.Key("boss-key", Some.User("boss")));

    [Fact]
    public async Task A_key_is_made_for_its_user_with_a_secret_of_its_own()
    {
        var (keys, registry) = await OpenAsync();

        var (one, other) = (await keys.CreateAsync(Keeper, Ada, None), await keys.CreateAsync(Keeper, Ada, None));

        Assert.NotEqual((one.Id, one.Secret), (other.Id, other.Secret));
        Assert.NotEqual(one.Secret, other.Secret);
        Assert.Equal(("ada", true, Some.Moment), (one.UserName, one.IsEnabled, one.Created));
        Assert.Equal(one, registry.State.FindKey(one.Id));
        Assert.Equal(new[] { one.Id, other.Id }.Order(StringComparer.Ordinal), keys.Of(Ada).Select(key => key.Id));
    }

    [Fact]
    public async Task A_rotated_key_is_disabled_and_another_is_in_its_place()
    {
        var (keys, registry) = await OpenAsync();
        var old = await keys.CreateAsync(Keeper, Ada, None);

        var made = await keys.RotateAsync(Keeper, new(Ada, old.Id), None);

        Assert.NotEqual(old.Id, made.Id);
        Assert.Equal((false, true), (registry.State.FindKey(old.Id)!.IsEnabled, registry.State.FindKey(made.Id)!.IsEnabled));
        Assert.True((await keys.EnableAsync(Keeper, new(Ada, old.Id), isEnabled: true, None)).IsEnabled);
        await keys.DeleteAsync(Keeper, new(Ada, old.Id), None);
        Assert.Equal(made.Id, Assert.Single(keys.Of(Ada)).Id);
    }

    [Fact]
    public async Task A_user_has_five_keys_at_most()
    {
        var (keys, _) = await OpenAsync();
        var last = "";
        for (var count = 0; count < 5; count++)
        {
            last = (await keys.CreateAsync(Keeper, Ada, None)).Id;
        }

        Assert.Equal(
            "LimitExceeded.AccessKey: A user has at most 5 access keys; delete one first.",
            await RefusalAsync(() => keys.CreateAsync(Keeper, Ada, None)));
        Assert.StartsWith(
            "LimitExceeded", await RefusalAsync(() => keys.RotateAsync(Keeper, new(Ada, last), None)), StringComparison.Ordinal);
        Assert.All(keys.Of(Ada), key => Assert.True(key.IsEnabled));
    }

    [Fact]
    public async Task A_key_is_looked_for_with_its_user()
    {
        var (keys, _) = await OpenAsync();

        Assert.Equal(
            "EntityNotExist.AccessKey: The accesskey 'boss-key' does not exist.",
            await RefusalAsync(() => keys.DeleteAsync(Caller.Open, new(Ada, "boss-key"), None)));
        Assert.Equal(
            "EntityNotExist.User: The user 'gone' does not exist.",
            await RefusalAsync(() => keys.CreateAsync(Caller.Open, new(AccountId.Default, "gone"), None)));
        Assert.Throws<ApiException>(() => keys.Of(new(AccountId.Default, "gone")));
    }

    [Fact]
    public async Task Keys_of_owners_are_left_to_owners()
    {
        var (keys, _) = await OpenAsync();
        var boss = new EntryName(AccountId.Default, "boss");
        var key = new KeyName(boss, "boss-key");

        foreach (var act in new Func<Caller, Task>[]
        {
            caller => keys.CreateAsync(caller, boss, None),
            caller => keys.RotateAsync(caller, key, None),
            caller => keys.EnableAsync(caller, key, isEnabled: false, None),
            caller => keys.DeleteAsync(caller, key, None),
        })
        {
            Assert.Contains(
                "only an owner may keep the keys of one", await RefusalAsync(() => act(Keeper)), StringComparison.Ordinal);
            await act(Caller.Open);
        }
    }

    [Fact]
    public async Task Keys_of_the_settings_file_stay_as_they_are()
    {
        var (keys, _) = await OpenAsync(State.With(Some.Key("set", Some.User("ada")) with { IsConfigured = true }));

        Assert.Equal(
            "DefinedInSettings: The access key 'set' is defined in the settings file; change it there.",
            await RefusalAsync(() => keys.DeleteAsync(Caller.Open, new(Ada, "set"), None)));
    }

    [Fact]
    public async Task Where_no_call_is_signed_no_call_makes_a_key()
    {
        var registry = await Some.RegistryAsync(State);
        var keys = new AccessKeys(registry, isOpen: true, new FixedTime());

        Assert.StartsWith(
            "ServerIsOpen", await RefusalAsync(() => keys.CreateAsync(Caller.Open, Ada, None)), StringComparison.Ordinal);
        Assert.Empty(keys.Of(Ada));
    }

    private static async Task<(AccessKeys Keys, AccessRegistry Registry)> OpenAsync(AccessState? state = null)
    {
        var registry = await Some.RegistryAsync(state ?? State);
        return (new AccessKeys(registry, isOpen: false, new FixedTime()), registry);
    }

    private static async Task<string> RefusalAsync(Func<Task> act)
    {
        var error = await Assert.ThrowsAsync<ApiException>(act);
        return $"{error.Code}: {error.Message}";
    }
}
