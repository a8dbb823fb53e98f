using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Model;

namespace Sluice.Identity.Administration;

/// <summary>What is to become of a role; null leaves a member as it is.</summary>
/// <param name="Trust">A new role needs one.</param>
public sealed record RoleChange(TrustDocument? Trust, PolicyList? Policies, int? MaxSessionSeconds);

/// <summary>Roles of accounts.</summary>
public sealed class Roles(AccessRegistry registry) : Entries<Role, RoleChange>(registry, "Role")
{
    protected override IEnumerable<Role> All(AccessState state) => state.Roles.Values;

    protected override Role? Find(AccessState state, EntryName name) => state.FindRole(name.Account, name.Name);

    protected override Role New(EntryName name, RoleChange members) => new(
        name.Account,
        name.Name,
        members.Trust ?? throw ApiException.MissingRequiredParams("TrustPolicy"),
        members.Policies ?? PolicyList.Empty,
        members.MaxSessionSeconds ?? AccessNames.UsualSessionSeconds,
        IsConfigured: false);

    protected override Role Changed(Role role, RoleChange change) => role with
    {
        Trust = change.Trust ?? role.Trust,
        Attached = change.Policies ?? role.Attached,
        MaxSessionSeconds = change.MaxSessionSeconds ?? role.MaxSessionSeconds,
    };

    protected override AccessState With(AccessState state, Role role) => state.With(role);

    protected override AccessState Without(AccessState state, Role role) => state.Without(role);
}
