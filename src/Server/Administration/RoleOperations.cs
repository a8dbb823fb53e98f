using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Identity.Registry;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Roles of an account.</summary>
internal sealed class RoleOperations(AccessRegistry registry)
{
    private const string Kind = "Role";

    /// <summary>What is to become of a role; null leaves a member as it is.</summary>
    private sealed record Change(NamedEntry Role, TrustDocument? Trust, PolicyList? Policies, int? MaxSessionSeconds);

    public IEnumerable<Operation> All =>
    [
        new Operation<AccountId>("ListRoles", mutates: false)
        {
            Naming = ["Account"],
            Reading = AdministrationParameters.Account,
            Subject = Subject.Administration,
            Run = ListAsync,
        },
        Changing("CreateRole", ReadNew, CreateAsync),
        Changing("UpdateRole", ReadChange, UpdateAsync),
        new Operation<NamedEntry>("DeleteRole", mutates: true)
        {
            Naming = ["Account", "RoleName"],
            Reading = AdministrationParameters.Role,
            Subject = About,
            Run = (role, _, _, cancellationToken) =>
                registry.ChangeAsync(state => state.Without(Get(state, role)), cancellationToken),
        },
    ];

    private static Subject About(NamedEntry role) => Subject.Role(role.Account, role.Name);

    private static Operation<Change> Changing(
        string name,
        Func<Parameters, Caller, Change> read,
        Func<Change, Caller, Utf8JsonWriter, CancellationToken, Task> run) => new(name, mutates: true)
        {
            Naming = ["Account", "RoleName"],
            Reading = read,
            Subject = change => About(change.Role),
            Run = run,
        };

    private static Change ReadChange(Parameters parameters, Caller caller) => new(
        AdministrationParameters.Role(parameters, caller),
        AdministrationParameters.Trust(parameters),
        AdministrationParameters.Policies(parameters),
        parameters.Optional("MaxSessionSeconds") is { } text ? AccessNames.SessionSeconds(text) : null);

    private static Change ReadNew(Parameters parameters, Caller caller)
    {
        var change = ReadChange(parameters, caller);
        AccessNames.Check("RoleName", change.Role.Name);
        return change.Trust is null ? throw ApiException.MissingRequiredParams("TrustPolicy") : change;
    }

    private Task ListAsync(
        AccountId account, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
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

    private async Task CreateAsync(
        Change change, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var (account, name) = change.Role;
        var role = new Role(
            account,
            name,
            change.Trust!,
            change.Policies ?? PolicyList.Empty,
            change.MaxSessionSeconds ?? AccessNames.UsualSessionSeconds,
            IsConfigured: false);
        await registry.ChangeAsync(state => state.FindRole(account, name) is null
            ? state.With(role)
            : throw AdministrationParameters.Exists(Kind, name), cancellationToken);
        WriteWithWarnings(answer, role);
    }

    private async Task UpdateAsync(
        Change change, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        Role? changed = null;
        await registry.ChangeAsync(state =>
        {
            var role = Get(state, change.Role);
            changed = role with
            {
                Trust = change.Trust ?? role.Trust,
                Attached = change.Policies ?? role.Attached,
                MaxSessionSeconds = change.MaxSessionSeconds ?? role.MaxSessionSeconds,
            };
            return state.With(changed);
        }, cancellationToken);
        WriteWithWarnings(answer, changed!);
    }

    private static Role Get(AccessState state, NamedEntry named)
    {
        var role = state.FindRole(named.Account, named.Name)
            ?? throw AdministrationParameters.Absent(Kind, named.Name);
        AdministrationParameters.RefuseConfigured(role.IsConfigured, $"The role '{role.Name}'");
        return role;
    }

    private static void WriteWithWarnings(Utf8JsonWriter answer, Role role)
    {
        Write(answer, role);
        if (role.TrustsEverybody)
        {
            answer.WriteStartArray("Warnings"u8);
            answer.WriteStringValue(AccessWarnings.TrustForEverybody(role));
            answer.WriteEndArray();
        }
    }

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
