using Sluice.Access;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Accounts;
using Sluice.Server.Operations;
using Sluice.Server.Wire;

namespace Sluice.Server.Permissions;

/// <summary>The flow whose task a token belongs to; null when it is not known, or another account's.</summary>
internal delegate ValueTask<string?> FindFlowOfTask(
    AccountId account, string taskToken, CancellationToken cancellationToken);

/// <summary>Lets a call through when the caller's policies allow it.</summary>
/// <remarks>Source: protocol, section 12.</remarks>
internal sealed class Gatekeeper(
    AccessRegistry registry, string region, Limits limits, FindFlowOfTask findFlowOfTask, TimeProvider time)
{
    private const string PassRole = "ram:PassRole";
    private const string Service = "fnf.aliyuncs.com";

    /// <exception cref="ApiException"><c>AccessDenied</c>; before it, what is wrong with the
    /// parameters.</exception>
    public async ValueTask CheckAsync(
        Caller caller,
        Api api,
        Operation operation,
        Parameters parameters,
        CancellationToken cancellationToken)
    {
        if (caller.Grants.IsOwner || operation.DecidesItself)
        {
            return;
        }

        var names = await NamesAsync(caller, api, operation, parameters, cancellationToken);
        var context = caller.Origin.Conditions(time.GetUtcNow());
        var request = new AccessRequest($"{api.Service}:{operation.Name}", names, context);
        Check(caller, request, operation, parameters);
        if (RoleToPass(operation, parameters) is { } role)
        {
            Check(caller, new AccessRequest(PassRole, [role], OfService(context)), operation, parameters);
        }
    }

    private void Check(Caller caller, AccessRequest request, Operation operation, Parameters parameters)
    {
        var decision = PolicyEvaluation.Decide(caller.Grants, request);
        if (!decision.IsAllowed)
        {
            ParameterChecks.All.GetValueOrDefault(operation.Name)?.Invoke(parameters, limits);
            throw Denied(caller, request, decision);
        }
    }

    private static ApiException Denied(Caller caller, AccessRequest request, Decision decision) =>
        ApiException.NotAuthorized(
            request.Action,
            request.Resources[0],
            [
                new("AuthAction", request.Action),
                new("AuthPrincipalType", caller.Kind),
                new("AuthPrincipalOwnerId", caller.Account.Value),
                new("AuthPrincipalDisplayName", caller.Arn[(caller.Arn.LastIndexOf(':') + 1)..]),
                new("PolicyType", decision.Source),
                new("NoPermissionType", decision.Verdict.ToString()),
            ]);

    private ValueTask<IReadOnlyList<string>> NamesAsync(
        Caller caller, Api api, Operation operation, Parameters parameters, CancellationToken cancellationToken) =>
        api.Service == "fnf"
            ? NamesOfFlowAsync(caller, operation, parameters, cancellationToken)
            : new([$"acs:{api.Service}:{region}:{caller.Account}:{AdministeredName(parameters)}"]);

    /// <remarks>Source: protocol, section 12.4. Operations that are not named here have a parameter FlowName.</remarks>
    private async ValueTask<IReadOnlyList<string>> NamesOfFlowAsync(
        Caller caller, Operation operation, Parameters parameters, CancellationToken cancellationToken)
    {
        var prefix = $"acs:fnf:{region}:{caller.Account}:";
        switch (operation.Name)
        {
            case nameof(CreateFlow) or nameof(UpdateFlow) or nameof(DeleteFlow) or nameof(DescribeFlow):
                return [$"{prefix}flow/{parameters.Optional("Name")}"];
            case nameof(ListFlows):
                return [$"{prefix}flow/*"];
            case nameof(DescribeRegions):
                return ["*"];
            case nameof(ReportTaskSucceeded) or nameof(ReportTaskFailed):
                var flow = await findFlowOfTask(
                    caller.Account, parameters.Optional("TaskToken") ?? "", cancellationToken);
                return [flow is null ? "*" : $"{prefix}flow/{flow}"];
            case nameof(StartExecution) or "StartSyncExecution":
                var name = parameters.Optional("FlowName");
                return
                [
                    $"{prefix}flow/{name}",
                    $"{prefix}flows/{name}/executions/{parameters.Optional("ExecutionName") ?? "*"}",
                ];
            default:
                return [$"{prefix}flow/{parameters.Optional("FlowName")}"];
        }
    }

    private static string AdministeredName(Parameters parameters) =>
        parameters.Optional("UserName") is { } user ? $"user/{user}"
        : parameters.Optional("RoleName") is { } role ? $"role/{role}"
        : "*";

    /// <summary>A role that is kept here can be given to a flow only by somebody who may pass it on.</summary>
    private string? RoleToPass(Operation operation, Parameters parameters)
    {
        var arn = operation.Name is nameof(CreateFlow) or nameof(UpdateFlow) ? parameters.Optional("RoleArn") : null;
        return arn is not null && registry.State.Roles.Values.Any(role => role.Arn == arn) ? arn : null;
    }

    private static Dictionary<string, string> OfService(Dictionary<string, string> context) =>
        new(context, context.Comparer) { ["acs:Service"] = Service };
}
