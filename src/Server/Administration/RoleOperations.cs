using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Accounts;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Roles of an account.</summary>
internal sealed class RoleOperations(AccessRegistry registry)
{
    private const string Kind = "Role";

    public Task ListAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var account = AdministrationParameters.Account(parameters, caller);
        answer.WriteStartArray("Roles"u8);
        foreach (var role in registry.State.Roles.Values.Where(role => role.Account == account))
        {
            answer.WriteStartObject();
            Write(answer, role);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        return Task.CompletedTask;
    }

    public async Task CreateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var role = new Role(
            AdministrationParameters.Account(parameters, caller),
            AccessNames.Check("RoleName", parameters.Required("RoleName")),
            AdministrationParameters.Trust(parameters) ?? throw ApiException.MissingRequiredParams("TrustPolicy"),
            AdministrationParameters.Policies(parameters) ?? PolicyList.Empty,
            Seconds(parameters) ?? AccessNames.UsualSessionSeconds,
            IsConfigured: false);
        await registry.ChangeAsync(state => state.FindRole(role.Account, role.Name) is null
            ? state.With(role)
            : throw AdministrationParameters.Exists(Kind, role.Name), cancellationToken);
        Write(answer, role);
    }

    public async Task UpdateAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var (trust, policies) =
            (AdministrationParameters.Trust(parameters), AdministrationParameters.Policies(parameters));
        var seconds = Seconds(parameters);
        Role? changed = null;
        await registry.ChangeAsync(state =>
        {
            var role = Get(state, parameters, caller);
            changed = role with
            {
                Trust = trust ?? role.Trust,
                Attached = policies ?? role.Attached,
                MaxSessionSeconds = seconds ?? role.MaxSessionSeconds,
            };
            return state.With(changed);
        }, cancellationToken);
        Write(answer, changed!);
    }

    public Task DeleteAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken) =>
        registry.ChangeAsync(state => state.Without(Get(state, parameters, caller)), cancellationToken);

    private static Role Get(AccessState state, Parameters parameters, Caller caller)
    {
        var name = parameters.Required("RoleName");
        var role = state.FindRole(AdministrationParameters.Account(parameters, caller), name)
            ?? throw AdministrationParameters.Absent(Kind, name);
        AdministrationParameters.RefuseConfigured(role.IsConfigured, $"The role '{name}'");
        return role;
    }

    private static int? Seconds(Parameters parameters) =>
        parameters.Optional("MaxSessionSeconds") is { } text ? AccessNames.SessionSeconds(text) : null;

    private static void Write(Utf8JsonWriter answer, Role role)
    {
        answer.WriteString("Account"u8, role.Account.Value);
        answer.WriteString("RoleName"u8, role.Name);
        answer.WriteString("Arn"u8, role.Arn);
        answer.WriteNumber("MaxSessionSeconds"u8, role.MaxSessionSeconds);
        answer.WriteString("TrustPolicy"u8, role.Trust.Text);
        answer.WriteStartArray("Policies"u8);
        foreach (var text in role.Attached.Texts)
        {
            answer.WriteStringValue(text);
        }

        answer.WriteEndArray();
    }
}
