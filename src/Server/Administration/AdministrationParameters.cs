using Sluice.Identity.Administration;
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

    /// <summary>A user or a role to look up.</summary>
    /// <param name="name">The parameter that names it.</param>
    public static EntryName Entry(Parameters parameters, Caller caller, string name) =>
        new(Account(parameters, caller), parameters.Required(name));

    /// <summary>Absent: null.</summary>
    public static PolicyList? Policies(Parameters parameters) =>
        Json(parameters, "Policies") is { } value ? PolicyList.Parse("Policies", value) : null;

    /// <summary>Absent: null.</summary>
    public static TrustDocument? Trust(Parameters parameters) =>
        Json(parameters, "TrustPolicy") is { } value ? TrustDocument.Parse("TrustPolicy", value) : null;

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
