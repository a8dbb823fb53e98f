using Sluice.Access;
using Sluice.Identity.Accounts;
using Sluice.Model.Names;

namespace Sluice.Identity.Callers;

/// <summary>Who a request was proven to come from, and what that one may do.</summary>
/// <param name="Kind">As the API names it: <c>Account</c>, <c>SubUser</c> or <c>AssumedRoleUser</c>.</param>
/// <param name="Arn">Such as <c>acs:ram::1000000000000000:user/ada</c>.</param>
/// <param name="AccessKeyId">Empty on an open server.</param>
public sealed record Caller(AccountId Account, string Kind, string Arn, string AccessKeyId, Grants Grants)
{
    public const string OwnerKind = "Account";
    public const string UserKind = "SubUser";
    public const string RoleKind = "AssumedRoleUser";

    /// <summary>Anybody who calls an open server: the owner of the one account.</summary>
    public static Caller Open { get; } = new(
        AccountId.Default, OwnerKind, Arns.Ram(AccountId.Default, "root"), "", Grants.Owner);

    /// <summary>Who has not said who it is, and may do nothing that is decided on.</summary>
    public static Caller Nobody { get; } = new(
        AccountId.Default, "", "", "", new Grants(IsOwner: false, [], Session: null));

    /// <summary>From where this call came.</summary>
    public Origin Origin { get; init; }

    /// <summary>The policy that narrows the session, as it was given; null when nothing narrows it.</summary>
    public string? SessionPolicy { get; init; }

    /// <summary>The owner of the first account keeps the others.</summary>
    public bool IsServerAdministrator => Grants.IsOwner && Account == AccountId.Default;

    public static Caller Of(User user, string accessKeyId) => new(
        user.Account,
        user.IsOwner ? OwnerKind : UserKind,
        user.Arn,
        accessKeyId,
        user.Grants);
}
