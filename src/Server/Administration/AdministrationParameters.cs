using Sluice.Identity.Callers;
using Sluice.Identity.Policies;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>The rules that operations on users, keys and roles share.</summary>
internal static class AdministrationParameters
{
    /// <summary>The account that a call names, or else the caller's. Whether it may is the gate's business.</summary>
    public static AccountId Account(Parameters parameters, Caller caller) =>
        parameters.Optional("Account") is { } text ? AccountId.Parse("Account", text) : caller.Account;

    /// <summary>A user to look up.</summary>
    public static NamedEntry User(Parameters parameters, Caller caller) =>
        new(Account(parameters, caller), parameters.Required("UserName"));

    /// <summary>A role to look up.</summary>
    public static NamedEntry Role(Parameters parameters, Caller caller) =>
        new(Account(parameters, caller), parameters.Required("RoleName"));

    /// <summary>Absent: null.</summary>
    public static PolicyList? Policies(Parameters parameters) =>
        Json(parameters, "Policies") is { } value ? PolicyList.Parse("Policies", value) : null;

    /// <summary>Absent: null.</summary>
    public static TrustDocument? Trust(Parameters parameters) =>
        Json(parameters, "TrustPolicy") is { } value ? TrustDocument.Parse("TrustPolicy", value) : null;

    /// <exception cref="ApiException"><c>DefinedInSettings</c>: the settings file alone changes it.</exception>
    public static void RefuseConfigured(bool isConfigured, string what)
    {
        if (isConfigured)
        {
            throw ApiException.Refused(
                409, "DefinedInSettings", $"{what} is defined in the settings file; change it there.");
        }
    }

    public static ApiException Absent(string kind, string name) => ApiException.Refused(
        404, $"EntityNotExist.{kind}", $"The {kind.ToLowerInvariant()} '{Excerpt.Of(name)}' does not exist.");

    public static ApiException Exists(string kind, string name) => ApiException.Refused(
        409, $"EntityAlreadyExists.{kind}", $"The {kind.ToLowerInvariant()} '{Excerpt.Of(name)}' exists already.");

    private static JsonValue? Json(Parameters parameters, string name)
    {
        if (parameters.Optional(name) is not { } text)
        {
            return null;
        }

        return JsonReading.TryParse(text, out var value, out var problem)
            ? value
            : throw ApiException.InvalidArgument(name, problem);
    }
}

/// <summary>A user or a role, whether or not there is one.</summary>
internal readonly record struct NamedEntry(AccountId Account, string Name);
