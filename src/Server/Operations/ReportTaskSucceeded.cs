using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ReportTaskSucceeded: hands a waiting task its result.</summary>
/// <remarks>Source: API reference, section 9.1.</remarks>
internal static class ReportTaskSucceeded
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ExecutionService executions,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (token, output) = Read(parameters, executions.Limits);

        var eventId = await executions.ReportSucceededAsync(account, token, output, cancellationToken);

        answer.WriteNumber("EventId"u8, eventId);
    }

    public static (string TaskToken, JsonPayload Output) Read(Parameters parameters, Limits limits)
    {
        var (token, text) = (parameters.Required("TaskToken"), parameters.Required("Output"));
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (!JsonPayload.TryParse(utf8, limits.JsonDepth, out var output, out var problem))
        {
            throw ApiException.InvalidArgument("Output", problem);
        }

        return output.Value is JsonObject
            ? (token, output)
            : throw ApiException.InvalidArgument("Output", $"it is {output.Value.KindName}, not a JSON object");
    }
}
