using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;

namespace Sluice.Identity.Administration;

/// <summary>What is to become of a user; null leaves a member as it is.</summary>
public sealed record UserChange(bool? IsOwner, PolicyList? Policies);

/// <summary>Users of accounts.</summary>
public sealed class Users(AccessRegistry registry) : Entries<User, UserChange>(registry, "User")
{
    protected override IEnumerable<User> All(AccessState state) => state.Users.Values;

    protected override User? Find(AccessState state, EntryName name) => state.FindUser(name.Account, name.Name);

    protected override User New(EntryName name, UserChange members) => new(
        name.Account,
        name.Name,
        members.IsOwner ?? false,
        members.Policies ?? PolicyList.Empty,
        IsConfigured: false);

    protected override User Changed(User user, UserChange change) => user with
    {
        IsOwner = change.IsOwner ?? user.IsOwner,
        Attached = change.Policies ?? user.Attached,
    };

    protected override AccessState With(AccessState state, User user) => state.With(user);

    protected override AccessState Without(AccessState state, User user) => state.Without(user);

    /// <remarks>Policies can allow somebody to keep users, and must not make an owner of him.</remarks>
    protected override void Check(User user, Caller caller, string action) =>
        Refusals.CheckOwner(user, caller, action, "make or change one");
}
