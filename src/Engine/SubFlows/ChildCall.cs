using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Engine.SubFlows;

/// <summary>What a task that starts another flow asks for, checked.</summary>
/// <param name="Input">A JSON object.</param>
/// <remarks>Source: definition language, section 10.3.</remarks>
internal sealed partial record ChildCall(string FlowName, string ExecutionName, JsonPayload Input)
{
    /// <param name="depth">Of the execution that asks; at the deepest that the limits know it cannot start another.</param>
    public static Outcome<ChildCall> Read(
        JsonPayload parameters, AttemptId key, AccountId account, int depth, Limits limits) =>
        depth < limits.SubFlowDepth
            ? Read(parameters, key, account)
            : new StepFailure(
                FailureCodes.DepthLimitExceeded,
                $"The execution is {depth} levels deep in a chain of executions that start one another, and at most "
                + $"{limits.SubFlowDepth} levels are allowed (setting {LimitNames.SubFlowDepth}).");

    /// <param name="key">The attempt: gives an execution that has no name of its own one that is always the same.</param>
    /// <param name="account">Flows of other accounts cannot be started.</param>
    public static Outcome<ChildCall> Read(JsonPayload parameters, AttemptId key, AccountId account)
    {
        var given = (JsonObject)parameters.Value;
        if (ReadFlow(given.Get("resourceArn"), account) is not { } flow)
        {
            return Wrong(
                "resourceArn",
                $"it must be 'acs:fnf:::flow/NAME' with a flow of this account, not {Shown(given.Get("resourceArn"))}");
        }

        if (ReadName(given.Get("executionName"), key) is not { } name)
        {
            return Wrong(
                "executionName",
                $"it must be 1 to {ResourceName.Longest} letters, digits, '_' or '-', starting with a letter or '_', "
                + $"not {Shown(given.Get("executionName"))}");
        }

        return given.Get("input") switch
        {
            JsonNull => new ChildCall(flow, name, JsonPayload.EmptyObject),
            JsonObject input => new ChildCall(flow, name, JsonPayload.Of(input)),
            var other => Wrong("input", $"it must be an object, not {other.KindName}"),
        };
    }

    private static string? ReadFlow(JsonValue arn, AccountId account) =>
        arn is JsonString text && Arn().Match(text.Value) is { Success: true } match
        && (match.Groups["account"].Value is "" or "*" || match.Groups["account"].Value == account.Value)
            ? match.Groups["flow"].Value
            : null;

    private static string? ReadName(JsonValue name, AttemptId key) => name switch
    {
        JsonNull => NameOf(key),
        JsonString text when Model.Names.ExecutionName.IsValid(text.Value) => text.Value,
        _ => null,
    };

    private static string NameOf(AttemptId key) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())).AsSpan(0, 16)).ToString();

    private static StepFailure Wrong(string parameter, string problem) =>
        StepFailure.InvalidArgument($"Parameters.{parameter}", problem);

    private static string Shown(JsonValue value) => value is JsonString text
        ? $"'{(text.Value.Length <= 140 ? text.Value : text.Value[..140] + "…")}'"
        : value.KindName;

    /// <remarks>The region, when there is one, is taken as this server's.</remarks>
    [GeneratedRegex(@"\Aacs:fnf:[a-z0-9-]*:(?<account>[0-9]*|\*):flow/(?<flow>[A-Za-z_][A-Za-z0-9_-]{0,127})\z")]
    private static partial Regex Arn();
}
