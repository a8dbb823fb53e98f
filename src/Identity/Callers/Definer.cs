using Sluice.Access;
using Sluice.Identity.Accounts;
using Sluice.Identity.Policies;
using Sluice.Model.Names;

namespace Sluice.Identity.Callers;

/// <summary>Who has defined a flow, as it is kept with the revision: a name, and the policy of the session where it had
/// one.</summary>
/// <param name="Arn">As <see cref="Caller.Arn"/>.</param>
/// <param name="SessionPolicy">JSON text; null when the session was not narrowed.</param>
/// <remarks>What that one may do is looked up when it matters, so it is what policies say then.</remarks>
public sealed record Definer(string Arn, string? SessionPolicy)
{
    public static Definer Of(Caller caller) => new(caller.Arn, caller.SessionPolicy);

    /// <remarks>No name has a blank in it.</remarks>
    public static Definer FromStored(string text)
    {
        var blank = text.IndexOf(' ');
        return blank < 0 ? new(text, SessionPolicy: null) : new(text[..blank], text[(blank + 1)..]);
    }

    public string ToStored() => SessionPolicy is null ? Arn : $"{Arn} {SessionPolicy}";

    /// <summary>What it may do now; nothing when it is gone.</summary>
    public Grants GrantsIn(AccessState state, AccountId account)
    {
        var prefix = Arns.Ram(account, "");
        var name = Arn.StartsWith(prefix, StringComparison.Ordinal) ? Arn[prefix.Length..].Split('/') : [];
        return name switch
        {
            ["root"] => Grants.Owner,
            ["user", var user] => state.FindUser(account, user)?.Grants ?? Nothing,
            ["role", var role, _] => new(IsOwner: false, state.FindRole(account, role)?.Attached.Policies ?? [], Session()),
            _ => Nothing,
        };
    }

    private static Grants Nothing { get; } = new(IsOwner: false, [], Session: null);

    private Policy? Session() => SessionPolicy is null ? null : StoredPolicy.Read(SessionPolicy, isTrust: false, out _);
}
