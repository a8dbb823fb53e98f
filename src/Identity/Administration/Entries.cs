using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Identity.Administration;

/// <summary>Users or roles of accounts, as callers keep them.</summary>
/// <remarks>Whether policies let a caller do so is decided before; here is what no policy can allow.</remarks>
/// <param name="kind"><c>User</c> or <c>Role</c>, as names of operations and errors have it.</param>
/// <typeparam name="TEntry">Of that kind.</typeparam>
/// <typeparam name="TChange">What is to become of one; null leaves a member as it is.</typeparam>
public abstract class Entries<TEntry, TChange>(AccessRegistry registry, string kind)
    where TEntry : class, IAccountEntry
{
    public string Kind => kind;

    /// <summary>All of an account, by name.</summary>
    public IEnumerable<TEntry> Of(AccountId account) => All(registry.State).Where(entry => entry.Account == account);

    /// <exception cref="ApiException"><c>EntityAlreadyExists</c>; <c>AccessDenied</c>.</exception>
    public async Task<TEntry> CreateAsync(
        Caller caller, EntryName name, TChange members, CancellationToken cancellationToken)
    {
        var made = New(name, members);
        Check(made, caller, $"Create{kind}");

        // Keys may be left of a user whom the settings file defined once.
        return await registry.ChangeAsync(
            state => Find(state, name) is null
                ? (With(Without(state, made), made), made)
                : throw Refusals.Exists(kind, name.Name),
            cancellationToken);
    }

    /// <exception cref="ApiException"><c>EntityNotExist</c>, <c>DefinedInSettings</c>; <c>AccessDenied</c>.</exception>
    public Task<TEntry> UpdateAsync(
        Caller caller, EntryName name, TChange change, CancellationToken cancellationToken) => registry.ChangeAsync(
            state =>
            {
                var changed = Changed(Get(state, name, caller, $"Update{kind}"), change);
                Check(changed, caller, $"Update{kind}");
                return (With(state, changed), changed);
            },
            cancellationToken);

    /// <exception cref="ApiException">As for <see cref="UpdateAsync"/>.</exception>
    public Task DeleteAsync(Caller caller, EntryName name, CancellationToken cancellationToken) => registry.ChangeAsync(
        state => Without(state, Get(state, name, caller, $"Delete{kind}")), cancellationToken);

    protected abstract IEnumerable<TEntry> All(AccessState state);

    protected abstract TEntry? Find(AccessState state, EntryName name);

    protected abstract TEntry New(EntryName name, TChange members);

    protected abstract TEntry Changed(TEntry entry, TChange change);

    protected abstract AccessState With(AccessState state, TEntry entry);

    protected abstract AccessState Without(AccessState state, TEntry entry);

    /// <summary>Refuses what a caller must not do to such an entry, or make of one, whatever policies say.</summary>
    /// <param name="action">Such as <c>UpdateUser</c>.</param>
    protected virtual void Check(TEntry entry, Caller caller, string action)
    {
    }

    private TEntry Get(AccessState state, EntryName name, Caller caller, string action)
    {
        var entry = Find(state, name) ?? throw Refusals.Absent(kind, name.Name);
        Refusals.CheckConfigured(entry.IsConfigured, $"The {kind.ToLowerInvariant()} '{entry.Name}'");
        Check(entry, caller, action);
        return entry;
    }
}
