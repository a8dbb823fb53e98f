using System.Globalization;
using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.SubFlows;

/// <summary>What a task that starts another flow is answered, in the words of its language.</summary>
/// <remarks>Source: definition language, section 10.3; classic language, sections 5.1 and 6.3.</remarks>
internal static class StartAnswer
{
    /// <summary>The execution has been started, or one of its name runs already.</summary>
    /// <param name="started">Unix milliseconds.</param>
    public static JsonPayload Of(
        FlowLanguage language, string flowName, string executionName, long started, UInt128 seed)
    {
        var requestId = SeededEntropy.UuidOf(seed).ToString().ToUpperInvariant();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(started).UtcDateTime;
        return JsonPayload.Of(language == FlowLanguage.Classic
            ? JsonObject.Of(
                ("FlowName", JsonValue.Of(flowName)),
                ("Name", JsonValue.Of(executionName)),
                ("RequestId", JsonValue.Of(requestId)),
                ("StartedTime", JsonValue.Of(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))))
            : JsonObject.Of(
                ("FlowName", JsonValue.Of(flowName)),
                ("ExecutionName", JsonValue.Of(executionName)),
                ("RequestID", JsonValue.Of(requestId))));
    }

    /// <summary>The start is refused.</summary>
    /// <param name="refusal">With the code of the API.</param>
    public static StepFailure Refused(FlowLanguage language, StepFailure refusal) =>
        new((language == FlowLanguage.Classic ? "fnf." : "FnF.") + refusal.Code, refusal.Cause);
}
