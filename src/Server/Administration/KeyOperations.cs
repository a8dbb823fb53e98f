using System.Security.Cryptography;
using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Accounts;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Access keys of a user. A secret is shown once, when it is made.</summary>
/// <param name="isOpen">Whether the server checks no signatures: a key made there would change that unasked.</param>
internal sealed class KeyOperations(AccessRegistry registry, bool isOpen, TimeProvider time)
{
    /// <summary>Keys of one user: enough to rotate one while another is used.</summary>
    private const int MostKeys = 5;

    public Task ListAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var state = registry.State;
        var user = GetUser(state, parameters, caller);
        answer.WriteStartArray("AccessKeys"u8);
        foreach (var key in state.KeysOf(user.Account, user.Name))
        {
            answer.WriteStartObject();
            Write(answer, key);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        return Task.CompletedTask;
    }

    public async Task CreateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        KeyEntry? made = null;
        await ChangeAsync(state =>
        {
            var user = GetUser(state, parameters, caller);
            RefuseLesser(user, caller);
            made = New(user);
            return Add(state, made);
        }, cancellationToken);
        WriteWithSecret(answer, made!);
    }

    /// <summary>A new key in place of an old one, which is disabled and can be enabled again until it is
    /// deleted.</summary>
    public async Task RotateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        KeyEntry? made = null;
        await ChangeAsync(state =>
        {
            var (old, user) = Get(state, parameters, caller);
            made = New(user);
            return Add(state.With(old with { IsEnabled = false }), made);
        }, cancellationToken);
        WriteWithSecret(answer, made!);
    }

    public async Task UpdateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var isEnabled = parameters.Required("Status") switch
        {
            "Active" => true,
            "Inactive" => false,
            var other => throw ApiException.InvalidArgument(
                "Status", $"'{Shown.Short(other)}' is not 'Active' or 'Inactive'"),
        };
        KeyEntry? changed = null;
        await ChangeAsync(state =>
        {
            changed = Get(state, parameters, caller).Key with { IsEnabled = isEnabled };
            return state.With(changed);
        }, cancellationToken);
        Write(answer, changed!);
    }

    public Task DeleteAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken) =>
        ChangeAsync(state => state.Without(Get(state, parameters, caller).Key), cancellationToken);

    private Task ChangeAsync(Func<AccessState, AccessState> change, CancellationToken cancellationToken)
    {
        if (isOpen)
        {
            throw ApiException.Refused(
                409,
                "ServerIsOpen",
                "This server is open, and a key would close it: give the first key in its settings (accessKey.id, "
                + "accessKey.secret) and start it anew.");
        }

        return registry.ChangeAsync(change, cancellationToken);
    }

    private static AccessState Add(AccessState state, KeyEntry key) =>
        state.KeysOf(key.Account, key.UserName).Count() < MostKeys
            ? state.With(key)
            : throw ApiException.Refused(
                409, "LimitExceeded.AccessKey", $"A user has at most {MostKeys} access keys; delete one first.");

    private KeyEntry New(User user) => new(
        "SLCE" + Convert.ToHexString(RandomNumberGenerator.GetBytes(10)),
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)),
        user.Account,
        user.Name,
        IsEnabled: true,
        time.GetUtcNow(),
        IsConfigured: false);

    private static User GetUser(AccessState state, Parameters parameters, Caller caller)
    {
        var name = parameters.Required("UserName");
        return state.FindUser(AdministrationParameters.Account(parameters, caller), name)
            ?? throw AdministrationParameters.Absent("User", name);
    }

    private static (KeyEntry Key, User User) Get(AccessState state, Parameters parameters, Caller caller)
    {
        var user = GetUser(state, parameters, caller);

        // AccessKeyId is the key that signs the call.
        var id = parameters.Required("UserAccessKeyId");
        if (state.FindKey(id) is not { } key || key.Account != user.Account || key.UserName != user.Name)
        {
            throw AdministrationParameters.Absent("AccessKey", id);
        }

        AdministrationParameters.RefuseConfigured(key.IsConfigured, $"The access key '{id}'");
        RefuseLesser(user, caller);
        return (key, user);
    }

    private static void RefuseLesser(User user, Caller caller)
    {
        if (user.IsOwner && !caller.Grants.IsOwner)
        {
            throw ApiException.AccessDenied("Only an owner of the account may keep the keys of one.");
        }
    }

    private static void WriteWithSecret(Utf8JsonWriter answer, KeyEntry key)
    {
        Write(answer, key);
        answer.WriteString("AccessKeySecret"u8, key.Secret);
    }

    private static void Write(Utf8JsonWriter answer, KeyEntry key)
    {
        answer.WriteString("AccessKeyId"u8, key.Id);
        answer.WriteString("UserName"u8, key.UserName);
        answer.WriteString("Status"u8, key.IsEnabled ? "Active" : "Inactive");
        Times.Write(answer, "CreateDate"u8, key.Created);
    }
}
