using System.Security.Cryptography;
using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Access keys of a user. A secret is shown once, when it is made.</summary>
/// <param name="isOpen">Whether the server checks no signatures: a key made there would change that unasked.</param>
internal sealed class KeyOperations(AccessRegistry registry, bool isOpen, TimeProvider time)
{
    /// <summary>Keys of one user: enough to rotate one while another is used.</summary>
    private const int MostKeys = 5;

    /// <param name="Id">Of a key; <c>AccessKeyId</c> is the one that signs the call.</param>
    private readonly record struct KeyName(NamedEntry User, string Id);

    public IEnumerable<Operation> All =>
    [
        new Operation<NamedEntry>("ListAccessKeys", mutates: false)
        {
            Naming = ["Account", "UserName"],
            Reading = AdministrationParameters.User,
            Subject = UserOperations.About,
            Run = ListAsync,
        },
        new Operation<NamedEntry>("CreateAccessKey", mutates: true)
        {
            Naming = ["Account", "UserName"],
            Reading = AdministrationParameters.User,
            Subject = UserOperations.About,
            Run = CreateAsync,
        },
        OfKey("RotateAccessKey", RotateAsync),
        new Operation<(KeyName Key, bool IsEnabled)>("UpdateAccessKey", mutates: true)
        {
            Naming = ["Account", "UserName", "UserAccessKeyId"],
            Reading = (parameters, caller) => (ReadKey(parameters, caller), ReadStatus(parameters)),
            Subject = request => UserOperations.About(request.Key.User),
            Run = UpdateAsync,
        },
        OfKey("DeleteAccessKey", (key, caller, _, cancellationToken) => ChangeAsync(
            state => state.Without(Get(state, key, caller, "DeleteAccessKey").Key), cancellationToken)),
    ];

    private static Operation<KeyName> OfKey(
        string name, Func<KeyName, Caller, Utf8JsonWriter, CancellationToken, Task> run) => new(name, mutates: true)
        {
            Naming = ["Account", "UserName", "UserAccessKeyId"],
            Reading = ReadKey,
            Subject = key => UserOperations.About(key.User),
            Run = run,
        };

    private static KeyName ReadKey(Parameters parameters, Caller caller) =>
        new(AdministrationParameters.User(parameters, caller), parameters.Required("UserAccessKeyId"));

    private static bool ReadStatus(Parameters parameters) => parameters.Required("Status") switch
    {
        "Active" => true,
        "Inactive" => false,
        var other => throw ApiException.InvalidArgument(
            "Status", $"'{Excerpt.Of(other)}' is not 'Active' or 'Inactive'"),
    };

    private Task ListAsync(
        NamedEntry named, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var state = registry.State;
        var user = GetUser(state, named);
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

    private async Task CreateAsync(
        NamedEntry named, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        KeyEntry? made = null;
        await ChangeAsync(state =>
        {
            var user = GetUser(state, named);
            RefuseLesser(user, caller, "CreateAccessKey");
            made = New(user);
            return Add(state, made);
        }, cancellationToken);
        WriteWithSecret(answer, made!);
    }

    /// <summary>A new key in place of an old one, which is disabled and can be enabled again until it is
    /// deleted.</summary>
    private async Task RotateAsync(
        KeyName named, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        KeyEntry? made = null;
        await ChangeAsync(state =>
        {
            var (old, user) = Get(state, named, caller, "RotateAccessKey");
            made = New(user);
            return Add(state.With(old with { IsEnabled = false }), made);
        }, cancellationToken);
        WriteWithSecret(answer, made!);
    }

    private async Task UpdateAsync(
        (KeyName Key, bool IsEnabled) request,
        Caller caller,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        KeyEntry? changed = null;
        await ChangeAsync(state =>
        {
            changed = Get(state, request.Key, caller, "UpdateAccessKey").Key with { IsEnabled = request.IsEnabled };
            return state.With(changed);
        }, cancellationToken);
        Write(answer, changed!);
    }

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

    private static User GetUser(AccessState state, NamedEntry named) =>
        state.FindUser(named.Account, named.Name) ?? throw AdministrationParameters.Absent("User", named.Name);

    private static (KeyEntry Key, User User) Get(AccessState state, KeyName named, Caller caller, string action)
    {
        var user = GetUser(state, named.User);
        if (state.FindKey(named.Id) is not { } key || key.Account != user.Account || key.UserName != user.Name)
        {
            throw AdministrationParameters.Absent("AccessKey", named.Id);
        }

        AdministrationParameters.RefuseConfigured(key.IsConfigured, $"The access key '{key.Id}'");
        RefuseLesser(user, caller, action);
        return (key, user);
    }

    private static void RefuseLesser(User user, Caller caller, string action)
    {
        if (user.IsOwner && !caller.Grants.IsOwner)
        {
            throw Denial.Of(
                caller,
                $"sluice:{action}",
                $"acs:sluice::{user.Account}:user/{user.Name}",
                $"'{caller.Arn}' is no owner of the account, and only an owner may keep the keys of one");
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
