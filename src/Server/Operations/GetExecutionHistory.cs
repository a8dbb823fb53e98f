using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Paging;
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
    private static readonly PagedList<long?> Pages = new("Events", new(ReadToken, WriteToken), most: 999);

    public static Operation Of(ExecutionService executions) =>
        new Operation<(ExecutionKey Key, long FromEvent, int Limit)>(nameof(GetExecutionHistory), mutates: false)
        {
            ReadsPages = true,
            Naming = ["FlowName", "ExecutionName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await executions.GetHistoryAsync(
                caller.Account, request.Key, request.FromEvent, request.Limit, cancellationToken)),
        };

    public static (ExecutionKey Key, long FromEvent, int Limit) Read(Parameters parameters) => (
        ExecutionParameters.Key(parameters),
        Pages.Place(parameters) ?? 1,
        Pages.Limit(parameters));

    public static void Write(Utf8JsonWriter answer, HistoryPage page)
    {
        var scratch = new ArrayBufferWriter<byte>(256);
        Pages.Write(answer, page.Events, page.NextEvent, (json, happened) => EventJson.Write(json, happened, scratch));
    }

    private static long? ReadToken(string token) =>
        long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= 1 ? id : null;

    private static string WriteToken(long? id) => string.Create(CultureInfo.InvariantCulture, $"{id}");
}
