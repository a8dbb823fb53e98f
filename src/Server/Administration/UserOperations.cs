using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Accounts;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Users of an account.</summary>
internal sealed class UserOperations(AccessRegistry registry)
{
    private const string Kind = "User";

    public Task ListAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var account = AdministrationParameters.Account(parameters, caller);
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

    public async Task CreateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var user = new User(
            AdministrationParameters.Account(parameters, caller),
            AccessNames.Check("UserName", parameters.Required("UserName")),
            IsOwner(parameters, caller, absent: false),
            AdministrationParameters.Policies(parameters) ?? PolicyList.Empty,
            IsConfigured: false);

        // Keys may be left of a user whom the settings file defined once.
        await registry.ChangeAsync(state => state.FindUser(user.Account, user.Name) is null
            ? state.Without(user).With(user)
            : throw AdministrationParameters.Exists(Kind, user.Name), cancellationToken);
        Write(answer, user);
    }

    public async Task UpdateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var policies = AdministrationParameters.Policies(parameters);
        User? changed = null;
        await registry.ChangeAsync(state =>
        {
            var user = Get(state, parameters, caller);
            changed = user with
            {
                IsOwner = IsOwner(parameters, caller, user.IsOwner),
                Attached = policies ?? user.Attached,
            };
            return state.With(changed);
        }, cancellationToken);
        Write(answer, changed!);
    }

    public Task DeleteAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken) =>
        registry.ChangeAsync(state => state.Without(Get(state, parameters, caller)), cancellationToken);

    private static User Get(AccessState state, Parameters parameters, Caller caller)
    {
        var name = parameters.Required("UserName");
        var user = state.FindUser(AdministrationParameters.Account(parameters, caller), name)
            ?? throw AdministrationParameters.Absent(Kind, name);
        AdministrationParameters.RefuseConfigured(user.IsConfigured, $"The user '{name}'");
        RefuseLesser(user.IsOwner, caller);
        return user;
    }

    /// <remarks>Policies can allow somebody to keep users, and must not make an owner of him.</remarks>
    private static bool IsOwner(Parameters parameters, Caller caller, bool absent)
    {
        var isOwner = parameters.Boolean("Owner", absent);
        RefuseLesser(isOwner, caller);
        return isOwner;
    }

    private static void RefuseLesser(bool isOwner, Caller caller)
    {
        if (isOwner && !caller.Grants.IsOwner)
        {
            throw ApiException.AccessDenied("Only an owner of the account may make or change one.");
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
