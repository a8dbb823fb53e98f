using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Targets.Secrets;

/// <summary>Which secrets flows may have sent along: whose flows, as which role, and where to.</summary>
/// <param name="Names">A pattern of the names it is about; <c>*</c> stands for any characters.</param>
public sealed record SecretRule(string Names, SecretSource Source)
{
    /// <summary>Whose flows; null for all accounts. The one of a server that knows no others.</summary>
    public IReadOnlyCollection<AccountId>? Accounts { get; init; } = [AccountId.Default];

    /// <summary>Patterns of the roles that executions act as; empty for any, also none.</summary>
    public IReadOnlyCollection<string> Roles { get; init; } = [];

    /// <summary>Patterns of the hosts they may be sent to, in lower case; empty for any.</summary>
    public IReadOnlyCollection<string> Hosts { get; init; } = [];

    internal bool IsFor(string name, TaskContext context) =>
        NamePattern.Matches(Names, name)
        && Accounts?.Contains(context.Account) != false
        && (Roles.Count == 0 || Roles.Any(role => NamePattern.Matches(role, context.Role)));

    /// <param name="host">In lower case.</param>
    internal bool MayGoTo(string host) => Hosts.Count == 0 || Hosts.Any(pattern => NamePattern.Matches(pattern, host));
}
