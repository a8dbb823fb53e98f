using Sluice.Access;
using Sluice.Identity.Policies;
using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

/// <summary>Somebody of an account.</summary>
/// <param name="IsOwner">May do everything in the account; no policies apply.</param>
/// <param name="Attached">Names of ready-made policies, and documents as JSON text.</param>
/// <param name="IsConfigured">Comes from the settings file, and cannot be changed by a call.</param>
public sealed record User(
    AccountId Account, string Name, bool IsOwner, PolicyList Attached, bool IsConfigured) : IAccountEntry
{
    public string Arn => Arns.Ram(Account, IsOwner ? "root" : $"user/{Name}");

    public Grants Grants => IsOwner ? Grants.Owner : new Grants(IsOwner: false, Attached.Policies, Session: null);
}
