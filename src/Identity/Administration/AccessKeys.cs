using System.Security.Cryptography;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Model;

namespace Sluice.Identity.Administration;

/// <summary>A key of a user, whether or not there is one.</summary>
public readonly record struct KeyName(EntryName User, string Id);

/// <summary>Access keys of users, as callers keep them.</summary>
/// <param name="isOpen">Whether no call has to be signed: a key made then would change that unasked.</param>
public sealed class AccessKeys(AccessRegistry registry, bool isOpen, TimeProvider time)
{
    /// <summary>Keys of one user: enough to rotate one while another is used.</summary>
    private const int Most = 5;

    /// <exception cref="ApiException"><c>EntityNotExist</c>.</exception>
    public IEnumerable<KeyEntry> Of(EntryName name)
    {
        var state = registry.State;
        var user = GetUser(state, name);
        return state.KeysOf(user.Account, user.Name);
    }

    /// <exception cref="ApiException"><c>ServerIsOpen</c>, <c>EntityNotExist</c>, <c>LimitExceeded</c>; <c>AccessDenied</c>.</exception>
    public Task<KeyEntry> CreateAsync(Caller caller, EntryName name, CancellationToken cancellationToken) => ChangeAsync(
        state =>
        {
            var user = GetUser(state, name);
            Check(user, caller, "CreateAccessKey");
            var made = New(user);
            return (Add(state, made), made);
        },
        cancellationToken);

    /// <summary>A new key in place of an old one, which is disabled and can be enabled again until it is
    /// deleted.</summary>
    /// <exception cref="ApiException">As for <see cref="CreateAsync"/>; <c>DefinedInSettings</c>.</exception>
    public Task<KeyEntry> RotateAsync(Caller caller, KeyName name, CancellationToken cancellationToken) => ChangeAsync(
        state =>
        {
            var (old, user) = Get(state, name, caller, "RotateAccessKey");
            var made = New(user);
            return (Add(state.With(old with { IsEnabled = false }), made), made);
        },
        cancellationToken);

    /// <exception cref="ApiException"><c>ServerIsOpen</c>, <c>EntityNotExist</c>, <c>DefinedInSettings</c>,
    /// <c>LastAccessKey</c>; <c>AccessDenied</c>.</exception>
    public Task<KeyEntry> EnableAsync(
        Caller caller, KeyName name, bool isEnabled, CancellationToken cancellationToken) => ChangeAsync(
            state =>
            {
                var changed = Get(state, name, caller, "UpdateAccessKey").Key with { IsEnabled = isEnabled };
                return (state.With(changed), changed);
            },
            cancellationToken);

    /// <exception cref="ApiException">As for <see cref="EnableAsync"/>.</exception>
    public Task DeleteAsync(Caller caller, KeyName name, CancellationToken cancellationToken) => ChangeAsync(
        state =>
        {
            var key = Get(state, name, caller, "DeleteAccessKey").Key;
            return (state.Without(key), key);
        },
        cancellationToken);

    private async Task<KeyEntry> ChangeAsync(
        Func<AccessState, (AccessState Next, KeyEntry Key)> change, CancellationToken cancellationToken)
    {
        if (isOpen)
        {
            throw ApiException.Refused(
                409,
                "ServerIsOpen",
                "This server is open, and a key would close it: give the first key in its settings (accessKey.id, "
                + "accessKey.secret) and start it anew.");
        }

        return await registry.ChangeAsync(change, cancellationToken);
    }

    private static AccessState Add(AccessState state, KeyEntry key) =>
        state.KeysOf(key.Account, key.UserName).Count() < Most
            ? state.With(key)
            : throw ApiException.Refused(
                409, "LimitExceeded.AccessKey", $"A user has at most {Most} access keys; delete one first.");

    private KeyEntry New(User user) => new(
        "SLCE" + Convert.ToHexString(RandomNumberGenerator.GetBytes(10)),
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)),
        user.Account,
        user.Name,
        IsEnabled: true,
        time.GetUtcNow(),
        IsConfigured: false);

    private static User GetUser(AccessState state, EntryName name) =>
        state.FindUser(name.Account, name.Name) ?? throw Refusals.Absent("User", name.Name);

    private static (KeyEntry Key, User User) Get(AccessState state, KeyName name, Caller caller, string action)
    {
        var user = GetUser(state, name.User);
        if (state.FindKey(name.Id) is not { } key || key.Account != user.Account || key.UserName != user.Name)
        {
            throw Refusals.Absent("AccessKey", name.Id);
        }

        Refusals.CheckConfigured(key.IsConfigured, $"The access key '{key.Id}'");
        Check(user, caller, action);
        return (key, user);
    }

    private static void Check(User user, Caller caller, string action) =>
        Refusals.CheckOwner(user, caller, action, "keep the keys of one");
}
