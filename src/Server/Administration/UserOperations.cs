using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Users of an account.</summary>
internal sealed class UserOperations(AccessRegistry registry)
{
    private const string Kind = "User";

    /// <summary>What is to become of a user.</summary>
    /// <param name="IsOwner">Null leaves it as it is.</param>
    /// <param name="Policies">Null leaves them as they are.</param>
    private sealed record Change(NamedEntry User, bool? IsOwner, PolicyList? Policies);

    public IEnumerable<Operation> All =>
    [
        new Operation<AccountId>("ListUsers", mutates: false)
        {
            Naming = ["Account"],
            Reading = AdministrationParameters.Account,
            Subject = Subject.Administration,
            Run = ListAsync,
        },
        Changing("CreateUser", ReadNew, CreateAsync),
        Changing("UpdateUser", ReadChange, UpdateAsync),
        new Operation<NamedEntry>("DeleteUser", mutates: true)
        {
            Naming = ["Account", "UserName"],
            Reading = AdministrationParameters.User,
            Subject = About,
            Run = (user, caller, _, cancellationToken) => registry.ChangeAsync(
                state => state.Without(Get(state, user, caller, "DeleteUser")), cancellationToken),
        },
    ];

    /// <summary>What a decision on a user is about.</summary>
    public static Subject About(NamedEntry user) => Subject.User(user.Account, user.Name);

    private static Operation<Change> Changing(
        string name,
        Func<Parameters, Caller, Change> read,
        Func<Change, Caller, Utf8JsonWriter, CancellationToken, Task> run) => new(name, mutates: true)
        {
            Naming = ["Account", "UserName"],
            Reading = read,
            Subject = change => About(change.User),
            Run = run,
        };

    private static Change ReadChange(Parameters parameters, Caller caller) => new(
        AdministrationParameters.User(parameters, caller),
        parameters.Optional("Owner") is null ? null : parameters.Boolean("Owner", absent: false),
        AdministrationParameters.Policies(parameters));

    private static Change ReadNew(Parameters parameters, Caller caller)
    {
        var change = ReadChange(parameters, caller);
        AccessNames.Check("UserName", change.User.Name);
        return change;
    }

    private Task ListAsync(
        AccountId account, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        answer.WriteStartArray("Users"u8);
        foreach (var user in registry.State.Users.Values.Where(user => user.Account == account))
        {
            answer.WriteStartObject();
            Write(answer, user);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        return Task.CompletedTask;
    }

    private async Task CreateAsync(
        Change change, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var (account, name) = change.User;
        var user = new User(
            account, name, change.IsOwner ?? false, change.Policies ?? PolicyList.Empty, IsConfigured: false);
        RefuseLesser(user.IsOwner, user, caller, "CreateUser");

        // Keys may be left of a user whom the settings file defined once.
        await registry.ChangeAsync(state => state.FindUser(account, name) is null
            ? state.Without(user).With(user)
            : throw AdministrationParameters.Exists(Kind, name), cancellationToken);
        Write(answer, user);
    }

    private async Task UpdateAsync(
        Change change, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        User? changed = null;
        await registry.ChangeAsync(state =>
        {
            var user = Get(state, change.User, caller, "UpdateUser");
            changed = user with
            {
                IsOwner = change.IsOwner ?? user.IsOwner,
                Attached = change.Policies ?? user.Attached,
            };
            RefuseLesser(changed.IsOwner, user, caller, "UpdateUser");
            return state.With(changed);
        }, cancellationToken);
        Write(answer, changed!);
    }

    private static User Get(AccessState state, NamedEntry named, Caller caller, string action)
    {
        var user = state.FindUser(named.Account, named.Name)
            ?? throw AdministrationParameters.Absent(Kind, named.Name);
        AdministrationParameters.RefuseConfigured(user.IsConfigured, $"The user '{user.Name}'");
        RefuseLesser(user.IsOwner, user, caller, action);
        return user;
    }

    /// <remarks>Policies can allow somebody to keep users, and must not make an owner of him.</remarks>
    private static void RefuseLesser(bool isOwner, User user, Caller caller, string action)
    {
        if (isOwner && !caller.Grants.IsOwner)
        {
            throw Denial.Of(
                caller,
                $"sluice:{action}",
                $"acs:sluice::{user.Account}:user/{user.Name}",
                $"'{caller.Arn}' is no owner of the account, and only an owner may make or change one");
        }
    }

    private static void Write(Utf8JsonWriter answer, User user)
    {
        answer.WriteString("Account"u8, user.Account.Value);
        answer.WriteString("UserName"u8, user.Name);
        answer.WriteString("Arn"u8, user.Arn);
        answer.WriteBoolean("Owner"u8, user.IsOwner);
        answer.WriteStartArray("Policies"u8);
        foreach (var text in user.Attached.Texts)
        {
            answer.WriteStringValue(text);
        }

        answer.WriteEndArray();
    }
}
