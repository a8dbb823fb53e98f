using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Starting;

/// <summary>What stands in the way of a start: the same rules in the same order and words, whoever asks for it.</summary>
/// <remarks>
/// A caller from outside is told the exception, a task fails with what <see cref="FailureOf"/> makes of it, and of a
/// schedule's the operator reads it in the log. Callers on any thread.
/// </remarks>
internal sealed class StartRules(
    Catalog catalog, RunningCount running, StoreRoom room, StartPermission mayStart, Limits limits)
{
    /// <summary>What is said when the interpreter broke on an execution's first step.</summary>
    public const string Broke = "The execution could not be started; see the server's log.";

    /// <summary>Whether a flow may start another one: to be asked first, since who may not does not learn what there is.</summary>
    public ApiException? RefusePermission(WantedStart start) =>
        mayStart(start) is { } reason ? ApiException.AccessDenied(reason) : null;

    /// <summary>The flow that asks for a start is not stored any more, so nobody can say what it may.</summary>
    public static ApiException RefuseUnknownAsker() => ApiException.AccessDenied("the flow that asks for it is gone");

    /// <summary>Whether a flow is of the mode that is asked for.</summary>
    /// <param name="asked">Of an execution that is stored from its first step on, or of one whose caller waits for its end.</param>
    public static ApiException? RefuseMode(ExecutionMode flow, ExecutionMode asked) => flow == asked
        ? null
        : ApiException.ModeNotSupported(
            flow.ToString(), asked == ExecutionMode.Standard ? "StartExecution" : "StartSyncExecution");

    /// <inheritdoc cref="DecideAsync(StartedFlow, string?, Func{long, string, ValueTask{ExecutionRow?}})"/>
    /// <param name="flow">Null when there is none of the name.</param>
    public ValueTask<StartDecision> DecideAsync(
        FlowRow? flow, string flowName, string name, Func<long, string, ValueTask<ExecutionRow?>> find) => flow is null
        ? new(new StartDecision(ApiException.FlowNotExists(flowName)))
        : DecideAsync(StartedFlow.Of(flow), name, find);

    /// <summary>Decides about a Standard execution, in the shard of its name.</summary>
    /// <param name="name">Of the execution; null for a generated one, which is new.</param>
    /// <param name="find">The execution of a flow that has a name, ended or not.</param>
    public async ValueTask<StartDecision> DecideAsync(
        StartedFlow flow, string? name, Func<long, string, ValueTask<ExecutionRow?>> find)
    {
        var refusal = catalog.IsDeleted(flow.Id)
            ? ApiException.FlowNotExists(flow.Name)
            : RefuseMode(flow.Mode, ExecutionMode.Standard);
        if (refusal is null && name is not null && await find(flow.Id, name) is { } taken)
        {
            return new(taken.Status.HasEnded() ? RefuseTaken(name, flow.Name) : null, taken);
        }

        return new(refusal ?? RefuseSurplus(flow.Account));
    }

    /// <summary>The name belongs to an execution that has ended.</summary>
    public static ApiException RefuseTaken(string name, string flowName) =>
        ApiException.ExecutionAlreadyExists(name, flowName);

    /// <summary>The flow's revision is not accepted by this release, or is not stored.</summary>
    public static ApiException RefuseRevision(InvalidDataException problem) =>
        ApiException.InvalidArgument("FlowName", problem.Message.TrimEnd('.'));

    /// <summary>More Express executions of an account are in progress than may be.</summary>
    public static ApiException ExpressSurplus(Limits limits) => ApiException.ResourceThrottled(
        $"{limits.RunningExpressExecutions} Express executions are in progress already "
        + $"(setting {LimitNames.RunningExpressExecutions})");

    /// <summary>A refused start as the failure of the task that asked for it, by the API's own code.</summary>
    public static StepFailure FailureOf(ApiException refusal) => new(refusal.Code, refusal.Message);

    /// <summary>More executions of an account are in progress than may be, or the store has no room for one more.</summary>
    public ApiException? RefuseSurplus(AccountId account) => running.Of(account) < limits.RunningExecutions
        ? room.Refuse(account)
        : ApiException.ResourceThrottled(
            $"{limits.RunningExecutions} executions are in progress already (setting {LimitNames.RunningExecutions})");
}
