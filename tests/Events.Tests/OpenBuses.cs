using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Events.Deliveries;
using Sluice.Events.Forms;
using Sluice.Events.Rules;
using Sluice.Model.Names;
using Sluice.Queues;
using Sluice.Queues.Buses;

namespace Sluice.Events.Tests;

/// <summary>Buses on a file of their own, with sinks that the test has.</summary>
internal sealed class OpenBuses : IAsyncDisposable
{
    public static readonly AccountId Ada = AccountId.Parse("account", "2000");

    /// <summary>Far above what any test needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-events-");
    private QueueStore? _queues;
    private EventBuses? _buses;

    public EventBusOptions Options { get; init; } = new();

    public EventBuses Buses => _buses!;

    public BusStore Store => _queues!.Buses;

    public async Task OpenAsync(FlowStart start, params IEventSink[] sinks)
    {
        await CloseAsync();
        _queues = QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);
        _buses = new EventBuses(_queues.Buses, Options, sinks, NullLogger<EventBuses>.Instance, TimeProvider.System);
        await _buses.BeginAsync(start);
    }

    public static TakenEvent Event(string id, string data = "{}") => EventReading.Read(
        Encoding.UTF8.GetBytes($$"""{"specversion":"1.0","id":"{{id}}","source":"shop","type":"paid","data":{{data}}}"""),
        EventReading.Structured,
        new Dictionary<string, string>())[0];

    public Task<IReadOnlyList<bool>> PutAsync(params TakenEvent[] events) => Buses.PutAsync(Ada, "orders", events);

    public Task PutRuleAsync(string name, string pattern, string? input = null, string flow = "f") => Buses.Rules.PutAsync(
        Ada, "orders", EventRule.Read(name, new EventRuleText(pattern, flow, input, IsEnabled: true, ""), Options.Limits));

    /// <summary>Deliveries once none of them waits any more.</summary>
    public async Task<IReadOnlyList<SeenDelivery>> EndedAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var all = await Store.ListDeliveriesAsync(Ada, "orders", state: null, before: null, most: 1_000);
            if (all.Count(delivery => delivery.State != DeliveryState.Waiting) == count)
            {
                return all;
            }

            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory.Delete(recursive: true);
    }

    private async Task CloseAsync()
    {
        await (_buses?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_queues?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

/// <summary>Does with each event what the test says.</summary>
internal sealed class HandSink(Func<DueDelivery, CancellationToken, Task<DeliveryOutcome>> deliver) : IEventSink
{
    public string Name => "hand";

    public int Attempts { get; init; } = 3;

    public int AtOnce { get; init; } = 4;

    public bool Takes(string bus) => bus == "orders";

    public Task<DeliveryOutcome> DeliverAsync(DueDelivery delivery, CancellationToken cancellationToken) => deliver(delivery, cancellationToken);
}
