using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

/// <summary>The name of a role as flows are given it, taken apart.</summary>
/// <remarks>Both forms of the reference mean the same role: <c>acs:ram::1000000000000000:role/x</c> and
/// <c>acs:ram::1000000000000000:x</c>; and whatever stands for the region. Source: API reference, section 6.1.</remarks>
public readonly record struct RoleArn(string Account, string Name)
{
    private const string RolePrefix = "role/";
    private const int Parts = 5;

    /// <summary>Null when the text has no such form.</summary>
    public static RoleArn? Find(string text) =>
        text.Split(':', Parts) is ["acs", "ram", _, { Length: > 0 } account, { Length: > 0 } name]
            ? new(account, name.StartsWith(RolePrefix, StringComparison.Ordinal) ? name[RolePrefix.Length..] : name)
            : null;

    /// <summary>The one spelling that decisions are made on.</summary>
    public static string NormalForm(string text) => Find(text)?.ToString() ?? text;

    public bool IsOf(AccountId account) => Account == account.Value;

    public override string ToString() => $"acs:ram::{Account}:{RolePrefix}{Name}";
}
