using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Administration;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Users of an account.</summary>
internal static class UserOperations
{
    public static IEnumerable<Operation> Of(Users users) => new EntryOperations<User, UserChange>(users)
    {
        About = About,
        Reading = Read,
        Writing = Write,
    }.All;

    /// <summary>What a decision on a user is about.</summary>
    public static Subject About(EntryName user) => Subject.User(user.Account, user.Name);

    private static UserChange Read(Parameters parameters) => new(
        parameters.Optional("Owner") is null ? null : parameters.Boolean("Owner", absent: false),
        AdministrationParameters.Policies(parameters));

    private static void Write(Utf8JsonWriter answer, User user)
    {
        answer.WriteString("Account"u8, user.Account.Value);
        answer.WriteString("UserName"u8, user.Name);
        answer.WriteString("Arn"u8, user.Arn);
        answer.WriteBoolean("Owner"u8, user.IsOwner);
        AdministrationAnswers.WriteTexts(answer, "Policies"u8, user.Attached.Texts);
    }
}
