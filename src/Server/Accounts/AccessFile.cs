using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Hosting;

namespace Sluice.Server.Accounts;

/// <summary>Keeps users, roles and keys in a file, the secrets sealed.</summary>
/// <remarks>Small and seldom written, so it is one document that is replaced whole: a reader sees the old or the new
/// one.</remarks>
internal sealed partial class AccessFile(string path, MasterKey master)
{
    private const int Format = 1;
    private const string Purpose = "access key secrets";

    /// <summary>What is stored; nothing when there is no file.</summary>
    /// <exception cref="StartException">The file or the master key is not the right one.</exception>
    public AccessState Load()
    {
        try
        {
            if (!File.Exists(path))
            {
                return AccessState.Empty;
            }

            var stored = JsonSerializer.Deserialize(File.ReadAllText(path), AccessShapes.Default.StoredAccess);
            return stored is { Format: Format } known
                ? Read(known)
                : throw new InvalidDataException($"It has the format {stored?.Format}; this release knows {Format}.");
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or JsonException or InvalidDataException or ApiException)
        {
            throw new StartException($"The access file '{path}' cannot be read: {e.Message}", StartException.Environment);
        }
    }

    /// <summary>Returns when it would survive a power cut. What the settings file holds is not stored here.</summary>
    public void Save(AccessState state)
    {
        var stored = new StoredAccess(
            Format,
            [
                .. state.Users.Values.Where(user => !user.IsConfigured).Select(user =>
                    new StoredUser(user.Account.Value, user.Name, user.IsOwner, user.Attached.Texts)),
            ],
            [
                .. state.Roles.Values.Where(role => !role.IsConfigured).Select(role => new StoredRole(
                    role.Account.Value, role.Name, role.Trust.Text, role.Attached.Texts, role.MaxSessionSeconds)),
            ],
            [
                .. state.Keys.Values.Where(key => !key.IsConfigured).Select(key => new StoredKey(
                    key.Id, Seal(key), key.Account.Value, key.UserName, key.IsEnabled, key.Created)),
            ]);
        PrivateFile.Write(path, JsonSerializer.Serialize(stored, AccessShapes.Default.StoredAccess));
    }

    private AccessState Read(StoredAccess stored)
    {
        var state = AccessState.Empty;
        foreach (var user in stored.Users)
        {
            state = state.With(new User(
                AccountId.FromStored(user.Account), user.Name, user.IsOwner, PolicyList.FromStored(user.Policies), false));
        }

        foreach (var role in stored.Roles)
        {
            var trust = JsonReading.TryParse(role.Trust, out var value, out var problem)
                ? TrustDocument.Parse("Trust", value)
                : throw new InvalidDataException(problem);
            state = state.With(new Role(
                AccountId.FromStored(role.Account),
                role.Name,
                trust,
                PolicyList.FromStored(role.Policies),
                role.MaxSessionSeconds,
                false));
        }

        foreach (var key in stored.Keys)
        {
            state = state.With(new KeyEntry(
                key.Id, Open(key), AccountId.FromStored(key.Account), key.User, key.IsEnabled, key.Created, false));
        }

        return state;
    }

    private byte[] Seal(KeyEntry key) => master.Seal(Purpose + key.Id, Encoding.UTF8.GetBytes(key.Secret));

    private string Open(StoredKey key) => master.Open(Purpose + key.Id, key.Secret) is { } secret
        ? Encoding.UTF8.GetString(secret)
        : throw new InvalidDataException(
            $"The secret of key '{key.Id}' was not sealed with the present key file; give the one that belongs to it.");

    private sealed record StoredAccess(
        int Format,
        IReadOnlyList<StoredUser> Users,
        IReadOnlyList<StoredRole> Roles,
        IReadOnlyList<StoredKey> Keys);

    private sealed record StoredUser(string Account, string Name, bool IsOwner, IReadOnlyList<string> Policies);

    private sealed record StoredRole(
        string Account, string Name, string Trust, IReadOnlyList<string> Policies, int MaxSessionSeconds);

    private sealed record StoredKey(
        string Id, byte[] Secret, string Account, string User, bool IsEnabled, DateTimeOffset Created);

    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(StoredAccess))]
    private sealed partial class AccessShapes : JsonSerializerContext;
}
