using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects;
using Sluice.Objects.Items;

namespace Sluice.Engine.MapRuns;

/// <summary>Makes the inputs of a map run's children, a few at a time: items read, constructed, and put together.</summary>
/// <remarks>
/// The same position gives the same children again: random functions draw from the run's seed and the item's number. One
/// reading at a time; off the shard's loop, since objects are read here. Source: definition language, section 6.9.
/// </remarks>
internal sealed class MapFeed : IAsyncDisposable
{
    /// <summary>Inputs that are read together have about this many bytes at the most.</summary>
    private const int BytesPerReading = 1024 * 1024;

    private readonly MapOrder _order;
    private readonly DistributedMapState _map;
    private readonly IDataFlow _data;
    private readonly Variables _variables;
    private readonly IAsyncEnumerator<(JsonValue Item, JsonPayload? Next)> _items;
    private FeedPosition _position;

    /// <summary>What comes next; it has been read already.</summary>
    private (JsonValue Item, JsonPayload? Next)? _held;

    private MapFeed(
        MapOrder order,
        MapRun run,
        Variables variables,
        IAsyncEnumerator<(JsonValue Item, JsonPayload? Next)> items,
        FeedPosition from)
    {
        (_order, _map, _data) = (order, run.Map, run.Revision.Flow.Data);
        (_variables, _items, _position) = (variables, items, from);
    }

    private Limits Limits => _variables.Limits;

    private int MostItems => Math.Min(_order.Plan.MaxItems ?? int.MaxValue, Limits.MapRunItems);

    /// <param name="parent">What the ItemConstructor sees as its execution.</param>
    /// <param name="objects">Null where there are none; then an ItemReader is a failure.</param>
    public static Outcome<MapFeed> Open(MapRun run, ExecutionFacts parent, Limits limits, IObjectStore? objects)
    {
        var from = run.Progress.Resume;
        var variables = new Variables
        {
            Execution = parent,
            Limits = limits,
            Work = new StepWork(limits, new WorkTotal()),
            Now = run.Progress.Started,
            Draws = new ItemDraws(run.Order.Seed, Item: -1),
            StepName = run.Map.Name,
            Input = run.Order.Input,
        };
        if (run.Order.Plan.Reader is not { } reader)
        {
            var array = (JsonArray)run.Order.Plan.Items!.Value;
            return new MapFeed(run.Order, run, variables, ReadAsync(array, from.Item).GetAsyncEnumerator(), from);
        }

        if (objects is null)
        {
            return new StepFailure(ObjectErrors.ItemReaderFailed, "This engine has no objects to read items from.");
        }

        return ItemSourceReading.Read((JsonObject)reader.Value).TryGet(out var source, out var failure)
            ? new MapFeed(run.Order, run, variables, ReadAsync(objects, source, from).GetAsyncEnumerator(), from)
            : failure;
    }

    /// <summary>The next children.</summary>
    /// <exception cref="ObjectException">The items cannot be read.</exception>
    public async Task<FedChildren> ReadAsync(int most)
    {
        var children = new List<MapChild>();
        for (var bytes = 0; children.Count < most && bytes < BytesPerReading;)
        {
            if (await NextAsync() is not { } child)
            {
                return new FedChildren(children, _position, IsEnd: true, await SurplusAsync());
            }

            children.Add(child);
            bytes += child.Input.TryGet(out var input, out _) ? input.ByteCount : 0;
        }

        return new FedChildren(children, _position, IsEnd: false);
    }

    public ValueTask DisposeAsync() => _items.DisposeAsync();

    /// <summary>Items that no limit allows, and that no MaxItems leaves alone.</summary>
    private async Task<StepFailure?> SurplusAsync() =>
        _position.Item == Limits.MapRunItems && _order.Plan.MaxItems is null && await PeekAsync() is not null
            ? MapRun.TooManyItems($"more than {Limits.MapRunItems} items", Limits)
            : null;

    /// <returns>Null when there are no more items.</returns>
    private async ValueTask<MapChild?> NextAsync()
    {
        var at = _position;
        if (_order.Plan.Batches is { } batches)
        {
            return await BatchAsync(batches, at);
        }

        if (at.Item >= MostItems || await PeekAsync() is not { } read)
        {
            return null;
        }

        var input = Construct(read.Item, at.Item);
        Advance(read.Next, endsChild: true);
        return new MapChild(at.Child, 1, input, at);
    }

    private async ValueTask<MapChild?> BatchAsync(Interpreter.MapBatchPlan batches, FeedPosition at)
    {
        var items = new List<JsonValue>();
        StepFailure? problem = null;
        long bytes = BatchInput([], batches).ByteCount;
        while (_position.Item < MostItems && items.Count < (batches.MaxItems ?? int.MaxValue) && await PeekAsync() is { } read)
        {
            if (Construct(read.Item, _position.Item).TryGet(out var item, out var failure))
            {
                bytes += item.ByteCount + (items.Count > 0 ? 1 : 0);
                if (bytes > batches.MaxBytes && items.Count > 0)
                {
                    break;
                }
            }

            problem ??= failure;
            items.Add(item?.Value ?? JsonValue.Null);
            Advance(read.Next, endsChild: false);
        }

        if (items.Count == 0)
        {
            return null;
        }

        _position = _position with { Child = at.Child + 1 };
        return new MapChild(at.Child, items.Count, problem is null ? BatchInput(items, batches) : problem, at);
    }

    private static JsonPayload BatchInput(List<JsonValue> items, Interpreter.MapBatchPlan batches)
    {
        var array = new JsonArray([.. items]);
        return JsonPayload.Of(batches.BatchInput is { } input
            ? JsonObject.Of(("Items", array), ("BatchInput", input.Value))
            : JsonObject.Of(("Items", array)));
    }

    private Outcome<JsonPayload> Construct(JsonValue item, int number)
    {
        var variables = _variables with
        {
            Draws = new ItemDraws(_order.Seed, number),
            Work = new StepWork(Limits, new WorkTotal()),
        };
        return _data.Open(_map, _order.Input, new InnerScope(number, item), variables).TryGet(out var data, out var failure)
            ? data.Input
            : failure;
    }

    /// <summary>What one item's constructor draws from.</summary>
    private sealed record ItemDraws(UInt128 Seed, int Item) : IDraws
    {
        public SeededEntropy In(string field) => new DrawSeed(() => Seed).Of($"{Item}\n{field}");
    }

    private async ValueTask<(JsonValue Item, JsonPayload? Next)?> PeekAsync() =>
        _held ??= await _items.MoveNextAsync() ? _items.Current : null;

    private void Advance(JsonPayload? source, bool endsChild)
    {
        _held = null;
        _position = new FeedPosition(_position.Child + (endsChild ? 1 : 0), _position.Item + 1, source);
    }

    private static async IAsyncEnumerable<(JsonValue Item, JsonPayload? Next)> ReadAsync(JsonArray array, int from)
    {
        // Nothing to wait for: the items are in memory.
        await ValueTask.CompletedTask;
        for (var i = from; i < array.Count; i++)
        {
            yield return (array[i], null);
        }
    }

    private static async IAsyncEnumerable<(JsonValue Item, JsonPayload? Next)> ReadAsync(
        IObjectStore objects, ItemSource source, FeedPosition from)
    {
        var start = from.Source is { } stored ? ItemPosition.FromPayload(stored) : ItemPosition.Start;
        await foreach (var item in ItemReader.ReadAsync(objects, source, start, ItemLimits.Default))
        {
            yield return (item.Payload.Value, item.Next.ToPayload());
        }
    }
}
