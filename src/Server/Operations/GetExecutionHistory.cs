using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>GetExecutionHistory: a page of an execution's events, oldest first.</summary>
/// <remarks>
/// The token is the id of the page's first event, so a caller can also go on from the last id it has seen.
/// Source: runtime, section 1.1.
/// </remarks>
internal static class GetExecutionHistory
{
    public static Operation Of(ExecutionService executions) =>
        new Operation<(ExecutionKey Key, long FromEvent, int Limit)>(nameof(GetExecutionHistory), mutates: false)
        {
            Naming = ["FlowName", "ExecutionName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await executions.GetHistoryAsync(
                caller.Account, request.Key, request.FromEvent, request.Limit, cancellationToken)),
        };

    public static (ExecutionKey Key, long FromEvent, int Limit) Read(Parameters parameters) => (
        ExecutionParameters.Key(parameters),
        FromEvent(parameters),
        parameters.Integer("Limit", least: 1, most: 999, absent: 60));

    public static void Write(Utf8JsonWriter answer, HistoryPage page)
    {
        var scratch = new ArrayBufferWriter<byte>(256);
        answer.WriteStartArray("Events"u8);
        foreach (var happened in page.Events)
        {
            EventJson.Write(answer, happened, scratch);
        }

        answer.WriteEndArray();
        if (page.NextEvent is { } next)
        {
            answer.WriteString("NextToken"u8, next.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static long FromEvent(Parameters parameters)
    {
        if (parameters.Optional("NextToken") is not { } token)
        {
            return 1;
        }

        return long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= 1
            ? id
            : throw PageToken.Invalid(token);
    }
}
