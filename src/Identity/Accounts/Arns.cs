using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

/// <summary>Names of things that belong to accounts.</summary>
internal static class Arns
{
    public static string Ram(AccountId account, string rest) => $"acs:ram::{account}:{rest}";
}
