using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Bench.Load.Measures;

/// <summary>The longest history that there can be, page by page.</summary>
internal sealed partial class HistoryPages : IMeasure
{
    private const int EventsPerPage = 999;

    public string Name => "history";

    public async Task MeasureAsync(Bench bench)
    {
        // 1 249 passes make 1 + 4 × 1 249 + 1 = 4 998 events, as many as fit under the limit of 5 000.
        using var client = await RawClient.ConnectAsync((await bench.ServerAsync()).Port);
        await client.CreateAsync("long", Flows.Passes(1_249));
        var execution = Bench.NewName();
        await client.StartAsync("long", execution);
        await client.EndAsync("long", execution);

        var next = 1;
        Row.Print(
            $"history of 4998 events, pages of {EventsPerPage}, one caller",
            "pages/s",
            await bench.RunAsync(1, async (client, _) => next = await PageAsync(client, execution, next)));
    }

    private static async Task<int> PageAsync(RawClient client, string execution, int next)
    {
        var page = await client.CallAsync(
            "GetExecutionHistory",
            ("FlowName", "long"),
            ("ExecutionName", execution),
            ("Limit", EventsPerPage.ToString(CultureInfo.InvariantCulture)),
            ("NextToken", next.ToString(CultureInfo.InvariantCulture)));
        var token = NextToken().Match(page);
        return token.Success ? int.Parse(token.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
    }

    [GeneratedRegex("\"NextToken\":\"(\\d+)\"")]
    private static partial Regex NextToken();
}
