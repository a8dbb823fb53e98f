using System.Text.RegularExpressions;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>The targets that tasks can have, found by resource name or by action.</summary>
/// <remarks>Source: classic language, sections 5 and 5.1.</remarks>
internal static partial class TaskTargets
{
    private const string InvocationType = "InvocationType";

    private static readonly ParamValue WholeInput = new ParamPath(JsonPath.Root, "$");

    private static readonly ServiceParam[] Function =
    [
        new(InvocationType, "invocationType") { Choices = ["Sync", "Async"] },
        new("StatefulAsyncInvocationID", "statefulAsyncInvocationId", ParameterForm.Text),
    ];

    private static readonly ServiceParam[] Queue =
    [
        new("MessageBody", "message", ParameterForm.Text, IsRequired: true),
        new("Priority", "priority", IsRequired: true) { Range = (1, 16) },
        new("DelaySeconds", "delaySeconds") { Range = (0, 604_800) },
    ];

    private static readonly ServiceParam[] Topic =
    [
        new("MessageBody", "message", ParameterForm.Text, IsRequired: true),
        new("MessageTag", "messageTag", ParameterForm.Text),
        new("MessageAttributes", "messageAttributes", ParameterForm.Json),
    ];

    private static readonly ServiceParam[] Flow =
    [
        new("Input", "input", ParameterForm.Json),
        new("ExecutionName", "executionName", ParameterForm.Text),
    ];

    private static readonly ServiceParam[] NamedFlow =
    [
        new("FlowName", "resourceArn", ParameterForm.FlowArn, IsRequired: true), .. Flow,
    ];

    /// <summary>What a resource name stands for; null when it is none that tasks can call.</summary>
    public static TaskTarget? FindResource(string arn)
    {
        var resource = new CallParameter("resourceArn", new ParamConstant(JsonValue.Of(arn)));
        return FunctionArn().IsMatch(arn) ? new(
                "a function",
                Actions.InvokeFunction,
                [resource, Whole("body"), new("result", new ParamConstant(JsonValue.Of("value")))],
                Function)
            : QueueArn().IsMatch(arn) ? new("a queue", Actions.SendMessage, [resource], Queue)
            : TopicArn().IsMatch(arn) ? new("a topic", Actions.SendMessage, [resource], Topic)
            : FlowArn().IsMatch(arn) ? new("a flow", Actions.StartExecution, [resource, Whole("input")], Flow)
            : null;
    }

    /// <param name="action">Of the form <c>service:Operation</c>.</param>
    public static TaskTarget FindAction(string action) => action == "fnf:StartExecution"
        ? new(action, Actions.StartExecution, [Whole("input")], NamedFlow)
        : new(action, action, [], Params: null);

    private static CallParameter Whole(string name) => new(name, WholeInput);

    [GeneratedRegex(
        @"\Aacs:fc:[^:/]*:[^:/]*:(services/[^/:]+/functions/[^/:]+|functions/[^/:]+(/[^/:]+)?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex FunctionArn();

    [GeneratedRegex(@"\Aacs:mns:[^:/]*:[^:/]*:/?queues/[^/:]+/messages\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueArn();

    [GeneratedRegex(@"\Aacs:mns:[^:/]*:[^:/]*:/?topics/[^/:]+/messages\z", RegexOptions.CultureInvariant)]
    private static partial Regex TopicArn();

    [GeneratedRegex(@"\Aacs:fnf:[^:/]*:[^:/]*:flow/[^/:]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex FlowArn();
}
