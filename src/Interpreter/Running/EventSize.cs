using System.Text;
using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>Results and failures stand in one event each, and an event holds no more than a state's data.</summary>
/// <remarks>
/// What is too large fails the step; it is never cut. The languages have limits and error names of their own.
/// Source: runtime, sections 1.4 and 4; classic language, section 2.6.
/// </remarks>
internal sealed class EventSize(FlowLanguage language, Limits limits)
{
    private readonly (int Bytes, string Setting) _most = language == FlowLanguage.Classic
        ? (limits.ClassicStepBytes, LimitNames.ClassicStepBytes)
        : (limits.StateDataBytes, LimitNames.StateDataBytes);

    /// <summary>The result again, or the failure that takes its place.</summary>
    public Outcome<JsonPayload> Fit(Outcome<JsonPayload> result)
    {
        if (!result.TryGet(out var payload, out var failure))
        {
            return Fit(failure);
        }

        return payload.ByteCount <= _most.Bytes ? payload : Exceeded("The task's result", payload.ByteCount);
    }

    /// <summary>The failure again, or the one that takes its place.</summary>
    public StepFailure Fit(StepFailure failure)
    {
        var bytes = Encoding.UTF8.GetByteCount(failure.Code) + Encoding.UTF8.GetByteCount(failure.Cause);
        return bytes <= _most.Bytes ? Named(failure) : Exceeded("The failure's detail", bytes);
    }

    private StepFailure Exceeded(string what, int bytes) =>
        Named(StepFailure.DataLimitExceeded(what, bytes, _most.Bytes, _most.Setting));

    /// <summary>The failure by the name that it has in the flow's language; services know but one.</summary>
    private StepFailure Named(StepFailure failure) =>
        language == FlowLanguage.Classic && failure.Code == FailureCodes.DataLimitExceeded
            ? failure with { Code = FailureCodes.DataSizeExceeded }
            : failure;
}
