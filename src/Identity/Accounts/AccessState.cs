using System.Collections.Immutable;
using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

/// <summary>All users, roles and keys at one moment. Immutable: a change makes another one.</summary>
public sealed record AccessState(
    ImmutableSortedDictionary<(string Account, string Name), User> Users,
    ImmutableSortedDictionary<(string Account, string Name), Role> Roles,
    ImmutableSortedDictionary<string, KeyEntry> Keys)
{
    private static readonly IComparer<(string, string)> ByAccountAndName =
        Comparer<(string Account, string Name)>.Create((a, b) =>
            string.CompareOrdinal(a.Account, b.Account) is var order and not 0
                ? order
                : string.CompareOrdinal(a.Name, b.Name));

    public static AccessState Empty { get; } = new(
        ImmutableSortedDictionary.Create<(string, string), User>(ByAccountAndName),
        ImmutableSortedDictionary.Create<(string, string), Role>(ByAccountAndName),
        ImmutableSortedDictionary.Create<string, KeyEntry>(StringComparer.Ordinal));

    public User? FindUser(AccountId account, string name) => Users.GetValueOrDefault((account.Value, name));

    public Role? FindRole(AccountId account, string name) => Roles.GetValueOrDefault((account.Value, name));

    public KeyEntry? FindKey(string id) => Keys.GetValueOrDefault(id);

    public IEnumerable<KeyEntry> KeysOf(AccountId account, string userName) =>
        Keys.Values.Where(key => key.Account == account && key.UserName == userName);

    public AccessState With(User user) => this with { Users = Users.SetItem((user.Account.Value, user.Name), user) };

    public AccessState With(Role role) => this with { Roles = Roles.SetItem((role.Account.Value, role.Name), role) };

    public AccessState With(KeyEntry key) => this with { Keys = Keys.SetItem(key.Id, key) };

    /// <summary>A user goes with all its keys.</summary>
    public AccessState Without(User user) => this with
    {
        Users = Users.Remove((user.Account.Value, user.Name)),
        Keys = Keys.RemoveRange(KeysOf(user.Account, user.Name).Select(key => key.Id)),
    };

    public AccessState Without(Role role) => this with { Roles = Roles.Remove((role.Account.Value, role.Name)) };

    public AccessState Without(KeyEntry key) => this with { Keys = Keys.Remove(key.Id) };
}
