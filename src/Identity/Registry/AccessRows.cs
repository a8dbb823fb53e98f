using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Identity.Sealing;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Identity.Registry;

/// <summary>Users, roles and keys as rows of the store, the secrets sealed.</summary>
/// <remarks>What the settings file defines is never stored.</remarks>
internal sealed partial class AccessRows(MasterKey master)
{
    private const string Purpose = "access key secrets";

    /// <summary>Whether there is anything among them that was sealed.</summary>
    public static bool HoldSecrets(IEnumerable<AccessRow> rows) => rows.Any(row => row.Key.Kind == AccessRowKind.Key);

    /// <exception cref="AccountsUnreadableException">A row cannot be read, or the master key is not the right one.</exception>
    public AccessState Read(IEnumerable<AccessRow> rows)
    {
        var state = AccessState.Empty;
        foreach (var row in rows)
        {
            try
            {
                state = With(state, row);
            }
            catch (Exception e) when (e is JsonException or InvalidDataException or ApiException)
            {
                throw new AccountsUnreadableException(
                    $"The {row.Key.Kind} '{row.Key.Name}' of account {row.Key.Account} cannot be read: {e.Message}", e);
            }
        }

        return state;
    }

    /// <summary>What has to be written when one state follows another.</summary>
    public (IReadOnlyList<AccessRowKey> Removed, IReadOnlyList<AccessRow> Put) Difference(
        AccessState before, AccessState after)
    {
        var (old, now) = (Entries(before), Entries(after));
        return (
            [.. old.Keys.Except(now.Keys)],
            [
                .. now.Where(entry => !ReferenceEquals(old.GetValueOrDefault(entry.Key), entry.Value))
                    .Select(entry => new AccessRow(entry.Key, Body(entry.Value))),
            ]);
    }

    private static Dictionary<AccessRowKey, object> Entries(AccessState state)
    {
        var entries = new Dictionary<AccessRowKey, object>();
        foreach (var user in state.Users.Values.Where(user => !user.IsConfigured))
        {
            entries.Add(new(AccessRowKind.User, user.Account.Value, user.Name), user);
        }

        foreach (var role in state.Roles.Values.Where(role => !role.IsConfigured))
        {
            entries.Add(new(AccessRowKind.Role, role.Account.Value, role.Name), role);
        }

        foreach (var key in state.Keys.Values.Where(key => !key.IsConfigured))
        {
            entries.Add(new(AccessRowKind.Key, key.Account.Value, key.Id), key);
        }

        return entries;
    }

    private AccessState With(AccessState state, AccessRow row)
    {
        var (account, name) = (AccountId.FromStored(row.Key.Account), row.Key.Name);
        switch (row.Key.Kind)
        {
            case AccessRowKind.User:
                var user = Parse(row, AccessShapes.Default.StoredUser);
                return state.With(new User(
                    account, name, user.IsOwner, PolicyList.FromStored(user.Policies), IsConfigured: false));
            case AccessRowKind.Role:
                var role = Parse(row, AccessShapes.Default.StoredRole);
                return state.With(new Role(
                    account,
                    name,
                    TrustDocument.FromStored(role.Trust),
                    PolicyList.FromStored(role.Policies),
                    role.MaxSessionSeconds,
                    IsConfigured: false));
            case AccessRowKind.Key:
                var key = Parse(row, AccessShapes.Default.StoredKey);
                return state.With(new KeyEntry(
                    name, Open(name, key.Secret), account, key.User, key.IsEnabled, key.Created, IsConfigured: false));
            default:
                throw new InvalidDataException("a newer release has written it");
        }
    }

    private byte[] Body(object entry) => entry switch
    {
        User user => JsonSerializer.SerializeToUtf8Bytes(
            new StoredUser(user.IsOwner, user.Attached.Texts), AccessShapes.Default.StoredUser),
        Role role => JsonSerializer.SerializeToUtf8Bytes(
            new StoredRole(role.Trust.Text, role.Attached.Texts, role.MaxSessionSeconds),
            AccessShapes.Default.StoredRole),
        KeyEntry key => JsonSerializer.SerializeToUtf8Bytes(
            new StoredKey(Seal(key), key.UserName, key.IsEnabled, key.Created), AccessShapes.Default.StoredKey),
        _ => throw new ArgumentException("It is not kept in rows.", nameof(entry)),
    };

    private static T Parse<T>(AccessRow row, JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(row.Body, shape) ?? throw new InvalidDataException("it is empty");

    private byte[] Seal(KeyEntry key) => master.Seal(Purpose + key.Id, Encoding.UTF8.GetBytes(key.Secret));

    private string Open(string id, byte[] secret) => master.Open(Purpose + id, secret) is { } plain
        ? Encoding.UTF8.GetString(plain)
        : throw new InvalidDataException(
            "its secret was not sealed with the present key; give the one that belongs to this data directory");

    private sealed record StoredUser(bool IsOwner, IReadOnlyList<string> Policies);

    private sealed record StoredRole(string Trust, IReadOnlyList<string> Policies, int MaxSessionSeconds);

    private sealed record StoredKey(byte[] Secret, string User, bool IsEnabled, DateTimeOffset Created);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(StoredUser))]
    [JsonSerializable(typeof(StoredRole))]
    [JsonSerializable(typeof(StoredKey))]
    private sealed partial class AccessShapes : JsonSerializerContext;
}
