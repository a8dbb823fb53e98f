using Sluice.Engine.Api;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ReportTaskFailed: fails a waiting task.</summary>
/// <remarks>Source: API reference, section 9.1.</remarks>
internal static class ReportTaskFailed
{
    public static Operation Of(ExecutionService executions) =>
        new Operation<(string TaskToken, string Error, string? Cause)>(nameof(ReportTaskFailed), mutates: true)
        {
            TakesPayload = true,
            Naming = [],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => new Subject.TaskOf(request.TaskToken),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var eventId = await executions.ReportFailedAsync(
                    caller.Account, request.TaskToken, request.Error, request.Cause, cancellationToken);

                answer.WriteNumber("EventId"u8, eventId);
            },
        };

    public static (string TaskToken, string Error, string? Cause) Read(Parameters parameters) => (
        parameters.Required("TaskToken"),
        parameters.RequiredText("Error", ExecutionParameters.ErrorCharacters),
        parameters.Text("Cause", ExecutionParameters.CauseCharacters));
}
