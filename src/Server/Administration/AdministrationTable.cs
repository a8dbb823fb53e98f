using System.Collections.Frozen;
using Sluice.Server.Accounts;
using Sluice.Server.Audit;
using Sluice.Server.Operations;

namespace Sluice.Server.Administration;

/// <summary>The operations of the extension API on users, keys and roles.</summary>
internal static class AdministrationTable
{
    /// <param name="isOpen">Whether the server checks no signatures.</param>
    public static FrozenDictionary<string, Operation> Of(
        AccessRegistry registry, AuditOptions audit, bool isOpen, TimeProvider time)
    {
        var (users, roles) = (new UserOperations(registry), new RoleOperations(registry));
        var keys = new KeyOperations(registry, isOpen, time);
        return OperationTable.Of(
        [
            Operation.For("ListUsers", false, users.ListAsync),
            Operation.For("CreateUser", true, users.CreateAsync),
            Operation.For("UpdateUser", true, users.UpdateAsync),
            Operation.For("DeleteUser", true, users.DeleteAsync),
            Operation.For("ListAccessKeys", false, keys.ListAsync),
            Operation.For("CreateAccessKey", true, keys.CreateAsync),
            Operation.For("RotateAccessKey", true, keys.RotateAsync),
            Operation.For("UpdateAccessKey", true, keys.UpdateAsync),
            Operation.For("DeleteAccessKey", true, keys.DeleteAsync),
            Operation.For("ListRoles", false, roles.ListAsync),
            Operation.For("CreateRole", true, roles.CreateAsync),
            Operation.For("UpdateRole", true, roles.UpdateAsync),
            Operation.For("DeleteRole", true, roles.DeleteAsync),
            Operation.For("ListAuditRecords", false, new AuditOperations(audit).ListAsync),
        ]);
    }
}
