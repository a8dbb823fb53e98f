using System.Text;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ReportTaskSucceeded: hands a waiting task its result.</summary>
/// <remarks>Source: API reference, section 9.1.</remarks>
internal static class ReportTaskSucceeded
{
    public static Operation Of(ExecutionService executions) =>
        new Operation<(string TaskToken, JsonPayload Output)>(nameof(ReportTaskSucceeded), mutates: true)
        {
            TakesPayload = true,
            Naming = [],
            Reading = (parameters, _) => Read(parameters, executions.Limits),
            Subject = request => new Subject.TaskOf(request.TaskToken),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var eventId = await executions.ReportSucceededAsync(
                    caller.Account, request.TaskToken, request.Output, cancellationToken);

                answer.WriteNumber("EventId"u8, eventId);
            },
        };

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
