using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Model;

namespace Sluice.Identity.Administration;

/// <summary>What callers who keep users, roles and keys are refused.</summary>
internal static class Refusals
{
    /// <param name="kind">Such as <c>User</c>.</param>
    public static ApiException Absent(string kind, string name) => ApiException.Refused(
        404, $"EntityNotExist.{kind}", $"The {kind.ToLowerInvariant()} '{Excerpt.Of(name)}' does not exist.");

    /// <param name="kind">Such as <c>User</c>.</param>
    public static ApiException Exists(string kind, string name) => ApiException.Refused(
        409, $"EntityAlreadyExists.{kind}", $"The {kind.ToLowerInvariant()} '{Excerpt.Of(name)}' exists already.");

    /// <exception cref="ApiException"><c>DefinedInSettings</c>: the settings file alone changes it.</exception>
    public static void CheckConfigured(bool isConfigured, string what)
    {
        if (isConfigured)
        {
            throw ApiException.Refused(
                409, "DefinedInSettings", $"{what} is defined in the settings file; change it there.");
        }
    }

    /// <param name="action">Such as <c>UpdateUser</c>.</param>
    /// <param name="what">That only an owner may do, to end a sentence with.</param>
    /// <exception cref="ApiException"><c>AccessDenied</c>: an owner is left to owners.</exception>
    public static void CheckOwner(User user, Caller caller, string action, string what)
    {
        if (user.IsOwner && !caller.Grants.IsOwner)
        {
            throw Denial.Of(
                caller,
                $"sluice:{action}",
                $"acs:sluice::{user.Account}:user/{user.Name}",
                $"'{caller.Arn}' is no owner of the account, and only an owner may {what}");
        }
    }
}
