using System.Collections.Frozen;
using Sluice.Identity.Administration;
using Sluice.Identity.Registry;
using Sluice.Server.Audit;
using Sluice.Server.Operations;

namespace Sluice.Server.Administration;

/// <summary>The operations of the extension API on users, keys and roles.</summary>
internal static class AdministrationTable
{
    /// <param name="isOpen">Whether the server checks no signatures.</param>
    public static FrozenDictionary<string, Operation> Of(
        AccessRegistry registry, AuditOptions audit, bool isOpen, TimeProvider time) => OperationTable.Of(
    [
        .. UserOperations.Of(new Users(registry)),
        .. new KeyOperations(new AccessKeys(registry, isOpen, time)).All,
        .. RoleOperations.Of(new Roles(registry)),
        new AuditOperations(audit).List,
    ]);
}
