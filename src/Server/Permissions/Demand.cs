using Sluice.Identity.Accounts;
using Sluice.Model.Names;

namespace Sluice.Server.Permissions;

/// <summary>Something that must be allowed for a call besides the operation itself.</summary>
/// <param name="Action">With its service, such as <c>ram:PassRole</c>.</param>
internal sealed record Demand(string Action, Subject Subject)
{
    public const string PassRoleAction = "ram:PassRole";
    public const string StartAction = "fnf:StartExecution";

    private const string Service = "fnf.aliyuncs.com";

    /// <summary>Only a statement that denies it stands in the way: nobody needs to allow it.</summary>
    public bool IsOnlyNotDenied { get; init; }

    /// <summary>The service that does it in the end; null when it is the caller.</summary>
    public string? ForService { get; init; }

    /// <summary>To give a flow a role. Whatever its spelling: the name is that of the role it means.</summary>
    /// <param name="roleArn">Null or empty when there is none.</param>
    public static IEnumerable<Demand> PassRole(string? roleArn) => string.IsNullOrEmpty(roleArn)
        ? []
        : [new(PassRoleAction, new Subject.Whole(RoleArn.NormalForm(roleArn))) { ForService = Service }];

    /// <summary>To have a task reported on when an execution ends, whichever way it does.</summary>
    public static IEnumerable<Demand> ReportOn(string? taskToken) => taskToken is null
        ? []
        :
        [
            new("fnf:ReportTaskSucceeded", new Subject.TaskOf(taskToken)),
            new("fnf:ReportTaskFailed", new Subject.TaskOf(taskToken)) { IsOnlyNotDenied = true },
        ];

    /// <summary>To have a flow started by the clock: permission for the schedule is enough, unless the start is denied.</summary>
    public static IEnumerable<Demand> StartByClock(FlowName flow) =>
        [new(StartAction, Subject.Start(flow, execution: null)) { IsOnlyNotDenied = true }];
}
