using Sluice.Identity.Accounts;
using Sluice.Identity.Administration;
using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Identity.Tests.Administration;

/// <summary>Users and roles, as callers keep them.</summary>
public sealed class EntriesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly EntryName Ada = new(AccountId.Default, "ada");
    private static readonly EntryName Runner = new(AccountId.Default, "runner");

    /// <summary>Somebody whose policies let her keep users, and who is no owner.</summary>
    private static readonly Caller Keeper = Caller.Of(Some.User("keeper", "SluiceAdministratorAccess"), "keeper-key");

    [Fact]
    public async Task A_user_is_made_changed_member_by_member_and_deleted()
    {
        var registry = await Some.RegistryAsync(AccessState.Empty);
        var users = new Users(registry);

        var made = await users.CreateAsync(Keeper, Ada, new(null, PolicyList.FromStored([Some.ReadOnly])), None);
        Assert.Equal((false, Some.ReadOnly, false), (made.IsOwner, Assert.Single(made.Attached.Texts), made.IsConfigured));

        var changed = await users.UpdateAsync(Caller.Open, Ada, new(IsOwner: true, null), None);
        Assert.Equal((true, Some.ReadOnly), (changed.IsOwner, Assert.Single(changed.Attached.Texts)));
        Assert.Equal(changed, Assert.Single(users.Of(AccountId.Default)));
        Assert.Empty(users.Of(AccountId.FromStored("2000000000000000")));

        await users.DeleteAsync(Caller.Open, Ada, None);
        Assert.Empty(registry.State.Users);
    }

    [Fact]
    public async Task A_role_is_made_changed_member_by_member_and_deleted()
    {
        var registry = await Some.RegistryAsync(AccessState.Empty);
        var roles = new Roles(registry);
        var trust = TrustDocument.Parse("trust", Some.Json(Some.Trust("acs:ram::1000000000000000:root")));

        var made = await roles.CreateAsync(Keeper, Runner, new(trust, null, null), None);
        Assert.Equal((trust, PolicyList.Empty, 3600), (made.Trust, made.Attached, made.MaxSessionSeconds));

        var changed = await roles.UpdateAsync(Keeper, Runner, new(null, PolicyList.FromStored([Some.Full]), 900), None);
        Assert.Equal((trust, Some.Full, 900), (changed.Trust, Assert.Single(changed.Attached.Texts), changed.MaxSessionSeconds));

        await roles.DeleteAsync(Keeper, Runner, None);
        Assert.Empty(roles.Of(AccountId.Default));
    }

    [Fact]
    public async Task A_role_needs_somebody_to_trust() => Assert.Equal(
        "MissingRequiredParams",
        (await RefusalAsync(AccessState.Empty, registry =>
            new Roles(registry).CreateAsync(Keeper, Runner, new(null, null, null), None))).Code);

    [Fact]
    public async Task Names_that_are_taken_or_unknown_are_told()
    {
        var state = AccessState.Empty.With(Some.User("ada")).With(Some.Role("runner", "*"));

        Assert.Equal(
            "EntityAlreadyExists.User: The user 'ada' exists already.",
            await TextAsync(state, registry => new Users(registry).CreateAsync(Keeper, Ada, new(null, null), None)));
        Assert.Equal(
            "EntityNotExist.Role: The role 'ada' does not exist.",
            await TextAsync(state, registry => new Roles(registry).UpdateAsync(Keeper, Ada, new(null, null, null), None)));
        Assert.Equal(
            "EntityNotExist.User: The user 'runner' does not exist.",
            await TextAsync(state, registry => new Users(registry).DeleteAsync(Keeper, Runner, None)));
    }

    [Fact]
    public async Task What_the_settings_file_defines_no_call_changes()
    {
        var state = AccessState.Empty.With(Some.User("ada") with { IsConfigured = true })
            .With(Some.Role("runner", "*") with { IsConfigured = true });

        Assert.Equal(
            "DefinedInSettings: The user 'ada' is defined in the settings file; change it there.",
            await TextAsync(state, registry => new Users(registry).UpdateAsync(Caller.Open, Ada, new(true, null), None)));
        Assert.Equal(
            "DefinedInSettings: The role 'runner' is defined in the settings file; change it there.",
            await TextAsync(state, registry => new Roles(registry).DeleteAsync(Caller.Open, Runner, None)));
    }

    [Fact]
    public async Task Only_an_owner_makes_changes_or_deletes_an_owner()
    {
        var owner = AccessState.Empty.With(Some.User("ada") with { IsOwner = true });
        var user = AccessState.Empty.With(Some.User("ada"));

        foreach (var (state, act) in new (AccessState, Func<Users, Task>)[]
        {
            (AccessState.Empty, users => users.CreateAsync(Keeper, Ada, new(IsOwner: true, null), None)),
            (user, users => users.UpdateAsync(Keeper, Ada, new(IsOwner: true, null), None)),
            (owner, users => users.UpdateAsync(Keeper, Ada, new(IsOwner: false, null), None)),
            (owner, users => users.DeleteAsync(Keeper, Ada, None)),
        })
        {
            var error = await RefusalAsync(state, registry => act(new Users(registry)));

            Assert.Equal("AccessDenied", error.Code);
            Assert.Contains("only an owner may make or change one", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_user_has_no_keys_of_one_who_had_the_name_before()
    {
        var registry = await Some.RegistryAsync(AccessState.Empty
            .With(Some.Key("left", Some.User("ada"))).With(Some.Key("other", Some.User("bob"))));

        await new Users(registry).CreateAsync(Caller.Open, Ada, new(null, null), None);

        Assert.Equal("other", Assert.Single(registry.State.Keys.Keys));
    }

    private static async Task<ApiException> RefusalAsync(AccessState state, Func<AccessRegistry, Task> act)
    {
        var registry = await Some.RegistryAsync(state);
        var before = registry.State;
        var error = await Assert.ThrowsAsync<ApiException>(() => act(registry));
        Assert.Same(before, registry.State);
        return error;
    }

    private static async Task<string> TextAsync(AccessState state, Func<AccessRegistry, Task> act)
    {
        var error = await RefusalAsync(state, act);
        return $"{error.Code}: {error.Message}";
    }
}
