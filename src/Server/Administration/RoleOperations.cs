using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Administration;
using Sluice.Model;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Roles of an account.</summary>
internal static class RoleOperations
{
    public static IEnumerable<Operation> Of(Roles roles) => new EntryOperations<Role, RoleChange>(roles)
    {
        About = role => Subject.Role(role.Account, role.Name),
        Reading = Read,
        CheckNew = CheckNew,
        Writing = Write,
        Warnings = role => role.TrustsEverybody ? [AccessWarnings.TrustForEverybody(role)] : [],
    }.All;

    private static RoleChange Read(Parameters parameters) => new(
        AdministrationParameters.Trust(parameters),
        AdministrationParameters.Policies(parameters),
        parameters.Optional("MaxSessionSeconds") is { } text ? AccessNames.SessionSeconds(text) : null);

    private static void CheckNew(RoleChange members)
    {
        if (members.Trust is null)
        {
            throw ApiException.MissingRequiredParams("TrustPolicy");
        }
    }

    private static void Write(Utf8JsonWriter answer, Role role)
    {
        answer.WriteString("Account"u8, role.Account.Value);
        answer.WriteString("RoleName"u8, role.Name);
        answer.WriteString("Arn"u8, role.Arn);
        answer.WriteNumber("MaxSessionSeconds"u8, role.MaxSessionSeconds);
        answer.WriteString("TrustPolicy"u8, role.Trust.Text);
        AdministrationAnswers.WriteTexts(answer, "Policies"u8, role.Attached.Texts);
    }
}
