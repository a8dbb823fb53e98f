using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>Executions across flows, found by how they stand and what they were started with.</summary>
internal sealed class SearchResources(SearchService searches)
{
    /// <summary>Executions that are counted one by one.</summary>
    private const int MostCounted = 10_000;

    private static readonly OwnPage<FoundPlace> Pages = new(
        PageToken.Of("executions", ReadPlace, place => string.Create(
            CultureInfo.InvariantCulture, $"{place.StartedMilliseconds}.{place.Id.Value}")),
        most: 100,
        usual: 50);

    private sealed record Wanted(ExecutionFilter Filter, FoundPlace? After, int Limit);

    public IEnumerable<Resource> All => [List];

    private Resource List => new("GET", "/executions", new Operation<Wanted>("ListExecutions", mutates: false)
    {
        Naming = ["flow"],
        ReadsPages = true,
        Reading = (parameters, _) => new(
            ExecutionFilters.Read(parameters), Pages.Place(parameters), Pages.Limit(parameters)),
        Subject = wanted => wanted.Filter.Flow is { } flow ? Subject.Flow(flow) : Subject.AllFlows,
        Run = ListAsync,
    })
    {
        Summary = "Executions across flows, newest first; the first page also says how many there are.",
        Query = [.. ExecutionFilters.Fields, .. Pages.Fields],
        QueryFamily = (ExecutionFilters.KeyPrefix, ExecutionFilters.Keys),
        Answer = Shapes.FoundExecutions,
    };

    private async Task ListAsync(
        Wanted wanted, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var page = await searches.FindAsync(
            caller.Account, wanted.Filter, wanted.After, wanted.Limit, cancellationToken);
        Pages.Write(answer, page.Items, page.Next, Write);
        if (wanted.After is null)
        {
            var count = await searches.CountAsync(caller.Account, wanted.Filter, MostCounted, cancellationToken);
            answer.WriteNumber("count"u8, count.Count);
            answer.WriteBoolean("isCountExact"u8, count.IsExact);
        }
    }

    /// <summary>As every list shows it.</summary>
    public static void Write(Utf8JsonWriter json, FoundExecution found)
    {
        ExecutionAnswers.WriteBrief(json, found.Execution);
        if (!string.IsNullOrEmpty(found.FailedState))
        {
            json.WriteString("state"u8, found.FailedState);
        }

        json.WriteBoolean("retrying"u8, found.Retrying);
        json.WriteBoolean("waiting"u8, found.Waiting);
        if (found.Damage is { } damage)
        {
            json.WriteString("damage"u8, damage);
        }
    }

    private static FoundPlace? ReadPlace(string text) =>
        text.Split('.') is [var started, var id]
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FoundPlace(milliseconds, new ExecutionId(number))
            : null;
}
