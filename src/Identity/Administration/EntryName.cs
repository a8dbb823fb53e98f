using Sluice.Model.Names;

namespace Sluice.Identity.Administration;

/// <summary>A user or a role, whether or not there is one.</summary>
public readonly record struct EntryName(AccountId Account, string Name);
