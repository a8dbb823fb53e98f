using System.Collections.Frozen;
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
        .. new UserOperations(registry).All,
        .. new KeyOperations(registry, isOpen, time).All,
        .. new RoleOperations(registry).All,
        new AuditOperations(audit).List,
    ]);
}
