using Sluice.Access;
using Sluice.Engine.Starting;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;

namespace Sluice.Server.Permissions;

/// <summary>Says whether a flow may start another one: what its role may, or who defined it.</summary>
/// <remarks>
/// Policies of now decide, in whatever state they were when the flow was defined. A role of the flow's own account is acted
/// as, if whoever defined the flow may still pass it on and the role trusts the service; one of another account means
/// nothing here. Source: runtime, section 9; protocol, section 12.5.
/// </remarks>
internal sealed class FlowStarts(AccessRegistry registry, string region, TimeProvider time)
{
    private const string Service = "fnf.aliyuncs.com";

    /// <inheritdoc cref="StartPermission"/>
    public string? Refusal(WantedStart start)
    {
        if (start.Definer is null)
        {
            return null;
        }

        var definer = Definer.FromStored(start.Definer);
        var grants = definer.GrantsIn(registry.State, start.Account);
        var who = $"'{definer.Arn}', who defined this flow,";
        return RoleArn.Find(start.RoleArn) is { } role && role.IsOf(start.Account)
            ? RefusalToPass(grants, who, definer.Arn, role) ?? RefusalOfRole(start, role)
            : Refusal(grants, who, definer.Arn, Start(start));
    }

    private string? RefusalToPass(Grants grants, string who, string arn, RoleArn role)
    {
        var context = Context();
        context["acs:Service"] = Service;
        return Refusal(grants, who, arn, new AccessRequest(Demand.PassRoleAction, [role.ToString()], context));
    }

    private string? RefusalOfRole(WantedStart start, RoleArn arn)
    {
        if (registry.State.FindRole(start.Account, arn.Name) is not { } role)
        {
            return $"the role of this flow, '{arn}', does not exist";
        }

        var trust = PolicyEvaluation.DecideTrust(
            role.Trust.Policy, new Principal("Service", Service), new AccessRequest("sts:AssumeRole", [role.Arn], Context()));
        return trust.IsAllowed
            ? Refusal(
                new Grants(IsOwner: false, role.Attached.Policies, Session: null),
                $"'{role.Arn}', the role of this flow,",
                role.Arn,
                Start(start))
            : $"the trust policy of '{role.Arn}', the role of this flow, does not let the service '{Service}' take it on";
    }

    private AccessRequest Start(WantedStart start)
    {
        var prefix = $"acs:fnf:{region}:{start.Account}:";
        return new(
            Demand.StartAction,
            [$"{prefix}flow/{start.FlowName}", $"{prefix}flows/{start.FlowName}/executions/{start.ExecutionName}"],
            Context());
    }

    private static string? Refusal(Grants grants, string who, string arn, AccessRequest request) =>
        PolicyEvaluation.Decide(grants, request) is { IsAllowed: false } decision
            ? $"{who} is not authorized to perform '{request.Action}' on resource '{request.Resources[0]}': "
                + decision.Reason(arn)
            : null;

    private Dictionary<string, string> Context() => Origin.OfServer(time.GetUtcNow());
}
