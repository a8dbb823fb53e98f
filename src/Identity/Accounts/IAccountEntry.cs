using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

/// <summary>Something with a name in an account: a user or a role.</summary>
public interface IAccountEntry
{
    AccountId Account { get; }

    string Name { get; }

    /// <summary>Comes from the settings file, and cannot be changed by a call.</summary>
    bool IsConfigured { get; }
}
