using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ReportTaskFailed: fails a waiting task.</summary>
/// <remarks>Source: API reference, section 9.1.</remarks>
internal static class ReportTaskFailed
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ExecutionService executions,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (token, error, cause) = Read(parameters);

        var eventId = await executions.ReportFailedAsync(account, token, error, cause, cancellationToken);

        answer.WriteNumber("EventId"u8, eventId);
    }

    public static (string TaskToken, string Error, string? Cause) Read(Parameters parameters) => (
        parameters.Required("TaskToken"),
        parameters.RequiredText("Error", ExecutionParameters.ErrorCharacters),
        parameters.Text("Cause", ExecutionParameters.CauseCharacters));
}
