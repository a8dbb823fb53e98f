using System.Text.Json;
using Sluice.Client.Streams;

namespace Sluice.Client;

/// <summary>What the own API has, by name (docs/own-api.md).</summary>
public sealed class OwnApi(SluiceClient client)
{
    private static readonly Dictionary<string, string?> Nothing = [];

    public IAsyncEnumerable<JsonElement> ListFlowsAsync(CancellationToken cancellationToken) =>
        client.ListOwnAsync(["flows"], Nothing, cancellationToken);

    public Task<JsonElement> PutFlowAsync(
        string flow, string definition, string? mode, string? description, CancellationToken cancellationToken) =>
        client.CallOwnAsync(
            HttpMethod.Put,
            ["flows", flow],
            Nothing,
            Body(("definition", definition), ("mode", mode), ("description", description)),
            cancellationToken);

    public Task<JsonElement> GetOutlineAsync(string flow, string? qualifier, CancellationToken cancellationToken) =>
        GetAsync(["flows", flow, "outline"], new() { ["qualifier"] = qualifier }, cancellationToken);

    public Task<JsonElement> OutlineAsync(string definition, string? mode, CancellationToken cancellationToken) =>
        PostAsync(["definitions", "outline"], Body(("definition", definition), ("mode", mode)), cancellationToken);

    public IAsyncEnumerable<JsonElement> ListVersionsAsync(string flow, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["flows", flow, "versions"], Nothing, cancellationToken);

    public Task<JsonElement> PublishAsync(string flow, string? description, CancellationToken cancellationToken) =>
        PostAsync(["flows", flow, "versions"], Body(("description", description)), cancellationToken);

    public IAsyncEnumerable<JsonElement> ListAliasesAsync(string flow, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["flows", flow, "aliases"], Nothing, cancellationToken);

    /// <param name="input">An object; undefined for none.</param>
    public Task<JsonElement> StartAsync(
        string flow, string? name, JsonElement input, string? qualifier, CancellationToken cancellationToken) =>
        PostAsync(
            ["flows", flow, "executions"],
            Body(
                ("name", name),
                ("input", input.ValueKind == JsonValueKind.Undefined ? null : input),
                ("qualifier", qualifier)),
            cancellationToken);

    public Task<JsonElement> GetExecutionAsync(string flow, string name, CancellationToken cancellationToken) =>
        GetAsync(["executions", flow, name], [], cancellationToken);

    public Task<JsonElement> ExplainAsync(string flow, string name, CancellationToken cancellationToken) =>
        GetAsync(["executions", flow, name, "why"], [], cancellationToken);

    public IAsyncEnumerable<JsonElement> ListEventsAsync(string flow, string name, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["executions", flow, name, "events"], Nothing, cancellationToken);

    /// <param name="after">Number of the last event that is there already; empty for none.</param>
    public IAsyncEnumerable<ServerEvent> WatchAsync(
        string flow, string name, string after, CancellationToken cancellationToken) =>
        client.StreamOwnAsync(
            ["executions", flow, name, "stream"],
            new Dictionary<string, string?> { ["after"] = after.Length == 0 ? null : after },
            cancellationToken);

    public Task<JsonElement> StopAsync(
        string flow, string name, string? error, string? cause, CancellationToken cancellationToken) =>
        PostAsync(["executions", flow, name, "stop"], Body(("error", error), ("cause", cause)), cancellationToken);

    public IAsyncEnumerable<JsonElement> ListSchedulesAsync(CancellationToken cancellationToken) =>
        client.ListOwnAsync(["schedules"], Nothing, cancellationToken);

    /// <param name="verb"><c>run</c>, <c>pause</c> or <c>resume</c>.</param>
    public Task<JsonElement> DoWithScheduleAsync(
        string flow, string schedule, string verb, CancellationToken cancellationToken) =>
        PostAsync(["flows", flow, "schedules", schedule, verb], body: null, cancellationToken);

    /// <summary>Executions across flows, newest first.</summary>
    /// <param name="query">As <c>GET /executions</c> takes it.</param>
    public IAsyncEnumerable<JsonElement> ListExecutionsAsync(
        IReadOnlyDictionary<string, string?> query, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["executions"], query, cancellationToken);

    public Task<JsonElement> RedriveAsync(
        string flow, string name, string? definition, bool isDryRun, CancellationToken cancellationToken) =>
        PostAsync(
            ["executions", flow, name, "redrive"],
            Body(("definition", definition), ("dryRun", isDryRun)),
            cancellationToken);

    /// <param name="input">An object; undefined for the one that it had.</param>
    public Task<JsonElement> RerunAsync(
        string flow, string execution, string? name, JsonElement input, string? definition, CancellationToken cancellationToken) =>
        PostAsync(
            ["executions", flow, execution, "rerun"],
            Body(
                ("name", name),
                ("input", input.ValueKind == JsonValueKind.Undefined ? null : input),
                ("definition", definition)),
            cancellationToken);

    /// <param name="filter">The names of <c>GET /executions</c>.</param>
    public Task<JsonElement> CreateBatchAsync(
        string action,
        IReadOnlyDictionary<string, string?> filter,
        string? definition,
        bool isPreview,
        CancellationToken cancellationToken) =>
        PostAsync(
            ["batches"],
            Body(
                ("action", action),
                ("filter", filter.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value)),
                ("definition", definition),
                ("preview", isPreview)),
            cancellationToken);

    public IAsyncEnumerable<JsonElement> ListBatchesAsync(CancellationToken cancellationToken) =>
        client.ListOwnAsync(["batches"], Nothing, cancellationToken);

    public Task<JsonElement> GetBatchAsync(string batch, CancellationToken cancellationToken) =>
        GetAsync(["batches", batch], [], cancellationToken);

    public IAsyncEnumerable<JsonElement> ListBatchItemsAsync(
        string batch, bool onlyFailed, CancellationToken cancellationToken) =>
        client.ListOwnAsync(
            ["batches", batch, "items"],
            new Dictionary<string, string?> { ["failed"] = onlyFailed ? "true" : null },
            cancellationToken);

    public Task<JsonElement> CancelBatchAsync(string batch, CancellationToken cancellationToken) =>
        PostAsync(["batches", batch, "cancel"], body: null, cancellationToken);

    public IAsyncEnumerable<JsonElement> ListInboxAsync(string? flow, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["inbox"], new Dictionary<string, string?> { ["flow"] = flow }, cancellationToken);

    /// <param name="output">An object; undefined for an empty one.</param>
    public Task<JsonElement> ApproveAsync(string item, JsonElement output, CancellationToken cancellationToken) =>
        PostAsync(
            ["inbox", item, "approve"],
            Body(("output", output.ValueKind == JsonValueKind.Undefined ? null : output)),
            cancellationToken);

    public Task<JsonElement> RejectAsync(
        string item, string? error, string? cause, CancellationToken cancellationToken) =>
        PostAsync(["inbox", item, "reject"], Body(("error", error), ("cause", cause)), cancellationToken);

    public IAsyncEnumerable<JsonElement> ListQueuesAsync(CancellationToken cancellationToken) =>
        client.ListOwnAsync(["queues"], Nothing, cancellationToken);

    public Task<JsonElement> GetQueueAsync(string queue, CancellationToken cancellationToken) =>
        GetAsync(["queues", queue], [], cancellationToken);

    public IAsyncEnumerable<JsonElement> ListMessagesAsync(string queue, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["queues", queue, "messages"], Nothing, cancellationToken);

    public Task<JsonElement> SendMessageAsync(
        string queue, string body, int? priority, int? delaySeconds, CancellationToken cancellationToken) =>
        PostAsync(
            ["queues", queue, "messages"],
            Body(("body", body), ("priority", priority), ("delaySeconds", delaySeconds)),
            cancellationToken);

    public IAsyncEnumerable<JsonElement> ListTopicsAsync(CancellationToken cancellationToken) =>
        client.ListOwnAsync(["topics"], Nothing, cancellationToken);

    public IAsyncEnumerable<JsonElement> ListEventBusesAsync(CancellationToken cancellationToken) =>
        client.ListOwnAsync(["events"], Nothing, cancellationToken);

    public IAsyncEnumerable<JsonElement> ListEventsAsync(string bus, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["events", bus, "log"], Nothing, cancellationToken);

    public IAsyncEnumerable<JsonElement> ListEventDeliveriesAsync(string bus, string? state, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["events", bus, "deliveries"], new Dictionary<string, string?> { ["state"] = state }, cancellationToken);

    public Task<JsonElement> PutEventAsync(
        string bus, string source, string id, string type, string? subject, object? data, CancellationToken cancellationToken)
    {
        var made = Body(("specversion", "1.0"), ("source", source), ("id", id), ("type", type));
        foreach (var (name, value) in new (string, object?)[] { ("subject", subject), ("data", data) }.Where(member => member.Item2 is not null))
        {
            made.Add(name, value);
        }

        return PostAsync(["events", bus], made, cancellationToken);
    }

    public Task<JsonElement> ReplayEventsAsync(string bus, string? delivery, CancellationToken cancellationToken) =>
        PostAsync(["events", bus, "replay"], Body(("delivery", delivery)), cancellationToken);

    public IAsyncEnumerable<JsonElement> ListEventRulesAsync(string bus, CancellationToken cancellationToken) =>
        client.ListOwnAsync(["events", bus, "rules"], Nothing, cancellationToken);

    public Task<JsonElement> PutEventRuleAsync(
        string bus, string rule, string flow, object pattern, object? input, bool isEnabled, CancellationToken cancellationToken) =>
        client.CallOwnAsync(
            HttpMethod.Put,
            ["events", bus, "rules", rule],
            Nothing,
            Body(("flow", flow), ("pattern", pattern), ("input", input), ("enabled", isEnabled)),
            cancellationToken);

    public Task<JsonElement> DeleteEventRuleAsync(string bus, string rule, CancellationToken cancellationToken) =>
        client.CallOwnAsync(HttpMethod.Delete, ["events", bus, "rules", rule], Nothing, body: null, cancellationToken);

    /// <summary>Recorded executions, as lines.</summary>
    /// <param name="query">As <c>GET /recordings</c> takes it.</param>
    public Task<Stream> ReadRecordingsAsync(IReadOnlyDictionary<string, string?> query, CancellationToken cancellationToken) =>
        client.OpenOwnAsync(["recordings"], query, cancellationToken);

    private Task<JsonElement> GetAsync(
        string[] path, Dictionary<string, string?> query, CancellationToken cancellationToken) =>
        client.CallOwnAsync(HttpMethod.Get, path, query, body: null, cancellationToken);

    private Task<JsonElement> PostAsync(
        string[] path, Dictionary<string, object?>? body, CancellationToken cancellationToken) =>
        client.CallOwnAsync(HttpMethod.Post, path, Nothing, body, cancellationToken);

    private static Dictionary<string, object?> Body(params (string Name, object? Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);
}
