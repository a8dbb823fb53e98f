using System.Collections.Concurrent;
using Sluice.Model.Names;
using Sluice.Queues.Database;

namespace Sluice.Queues.Buses;

/// <summary>Events of all buses and what is owed for them, in the file of the queues. Callers on any thread.</summary>
/// <remarks>
/// An event is stored together with all that is owed for it, and what a call has answered survives a power cut. A delivery is
/// owed until somebody says what has become of it: at least once, never lost.
/// </remarks>
public sealed class BusStore
{
    private readonly Commits _commits;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrivals = new(StringComparer.Ordinal);

    internal BusStore(Commits commits, TimeProvider time) => (_commits, _time) = (commits, time);

    /// <summary>Stores events, all or none; one whose source and id are in its bus already is left as it is.</summary>
    /// <returns>Of each, whether it is new; null when the account has as much as it may, and nothing was stored.</returns>
    public async Task<IReadOnlyList<bool>?> PutAsync(
        AccountId account, IReadOnlyList<NewEvent> events, TimeSpan kept, BusLimits limits)
    {
        var stored = await _commits.DoAsync(rows => Put(rows, account, events, Now() + (long)kept.TotalMilliseconds, limits));
        foreach (var lane in events.Where((_, i) => stored?[i] == true)
            .SelectMany(made => made.Deliveries).Select(delivery => delivery.Lane).Distinct())
        {
            Tell(lane);
        }

        return stored;
    }

    /// <summary>The delivery of a lane that is next; waits for one when there is none whose time has come.</summary>
    /// <param name="isInOrder">It is the oldest one, however long that waits to be tried again; else the one that is due longest.</param>
    /// <param name="underWay">Those that are being made already, asked each time it looks: they are left out.</param>
    public async Task<DueDelivery> NextAsync(
        string lane, bool isInOrder, Func<HashSet<long>> underWay, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Watch first, look second: what arrives between the two is still seen.
            var arrival = _arrivals.GetOrAdd(
                lane, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            var made = underWay();
            var (due, next) = await _commits.DoAsync(
                rows => (DeliveryRows.FindDue(rows, lane, isInOrder, made, Now()), DeliveryRows.NextDue(rows, lane, Now())));
            if (due is not null)
            {
                return due;
            }

            // Timers cannot be longer than some weeks; a look in between does no harm.
            var left = next is { } time ? Math.Clamp(time - Now(), 1, (long)TimeSpan.FromDays(1).TotalMilliseconds) : Timeout.Infinite;
            using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(arrival, Task.Delay(TimeSpan.FromMilliseconds(left), _time, waited.Token));
            await waited.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A delivery has been made.</summary>
    /// <param name="result">What came of it; null where there is nothing to tell.</param>
    public Task DeliveredAsync(long number, string? result) =>
        _commits.DoAsync(rows => DeliveryRows.SetDelivered(rows, number, result, Now()));

    /// <summary>An attempt has failed.</summary>
    /// <param name="again">After which it is tried again; null when it is a dead letter now.</param>
    public Task FailedAsync(long number, string problem, TimeSpan? again) => _commits.DoAsync(rows => DeliveryRows.SetFailed(
        rows, number, problem, again is { } wait ? Now() + (long)wait.TotalMilliseconds : null, Now()));

    /// <summary>Makes dead letters of what waits in other lanes than these.</summary>
    /// <param name="problem">Says why, by the lane's name.</param>
    /// <returns>Those lanes.</returns>
    public Task<List<string>> CloseOtherLanesAsync(IReadOnlyCollection<string> open, Func<string, string> problem) =>
        _commits.DoAsync(rows => DeliveryRows.CloseLanes(rows, open, problem, Now()));

    /// <summary>Buses that have an event or a rule, in order of their names.</summary>
    /// <param name="after">The last of the page before; empty for the first page.</param>
    public Task<List<BusView>> ListAsync(AccountId account, string after, int most) => _commits.DoAsync(rows =>
        EventRows.Buses(rows, account, after, most).ConvertAll(bus => EventRows.View(rows, account, bus)));

    /// <summary>A bus as it stands, whether or not it has anything.</summary>
    public Task<BusView> GetAsync(AccountId account, string bus) => _commits.DoAsync(rows => EventRows.View(rows, account, bus));

    /// <summary>Events of a bus, newest first.</summary>
    /// <param name="before">The last of the page before; null for the first page.</param>
    public Task<List<StoredEvent>> ListEventsAsync(AccountId account, string bus, long? before, int most) =>
        _commits.DoAsync(rows => EventRows.List(rows, account, bus, before, most));

    /// <summary>Deliveries of a bus, newest first.</summary>
    /// <param name="state">Null for all.</param>
    /// <inheritdoc cref="ListEventsAsync"/>
    public Task<List<SeenDelivery>> ListDeliveriesAsync(
        AccountId account, string bus, DeliveryState? state, long? before, int most) =>
        _commits.DoAsync(rows => DeliveryRows.List(rows, account, bus, state, before, most));

    /// <summary>Has dead letters tried again from the beginning, oldest first.</summary>
    /// <param name="number">The one that is meant; null for all of the bus.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> ReplayAsync(AccountId account, string bus, long? number, int most)
    {
        var lanes = await _commits.DoAsync(rows => DeliveryRows.Replay(rows, account, bus, number, most, Now()));
        lanes.Distinct().ToList().ForEach(Tell);
        return lanes.Count;
    }

    /// <returns>Null when there is none of this name.</returns>
    public Task<StoredRule?> FindRuleAsync(AccountId account, string bus, string name) =>
        _commits.DoAsync(rows => RuleRows.Find(rows, account, bus, name));

    /// <inheritdoc cref="ListAsync"/>
    public Task<List<StoredRule>> ListRulesAsync(AccountId account, string bus, string after, int most) =>
        _commits.DoAsync(rows => RuleRows.List(rows, account, bus, after, most));

    /// <summary>Stores a rule in place of what its name had.</summary>
    /// <returns>Null when the account has as many as it may, and nothing was stored.</returns>
    public Task<StoredRule?> PutRuleAsync(AccountId account, string bus, string name, byte[] content, int most) =>
        _commits.DoAsync(rows =>
        {
            if (RuleRows.Find(rows, account, bus, name) is null && RuleRows.Count(rows, account) >= most)
            {
                return null;
            }

            RuleRows.Put(rows, account, bus, name, content, Now());
            return RuleRows.Find(rows, account, bus, name);
        });

    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteRuleAsync(AccountId account, string bus, string name) =>
        _commits.DoAsync(rows => RuleRows.Delete(rows, account, bus, name) > 0);

    /// <summary>Has whoever waits for a lane's deliveries look again.</summary>
    public void Tell(string lane)
    {
        if (_arrivals.TryRemove(lane, out var arrival))
        {
            arrival.SetResult();
        }
    }

    private List<bool>? Put(Rows rows, AccountId account, IReadOnlyList<NewEvent> events, long expires, BusLimits limits)
    {
        var (count, bytes) = EventRows.Share(rows, account);
        var fresh = events.Where(made => !EventRows.Has(rows, account, made)).ToList();
        var isTooMuch = count + fresh.Count > limits.Events || bytes + fresh.Sum(made => made.Weight) > limits.Bytes;
        return isTooMuch && fresh.Count > 0 ? null : [.. events.Select(made => PutNew(rows, account, made, expires))];
    }

    /// <summary>Looked at once more: the same event may stand twice among those that come together.</summary>
    private bool PutNew(Rows rows, AccountId account, NewEvent made, long expires)
    {
        if (EventRows.Has(rows, account, made))
        {
            return false;
        }

        EventRows.Insert(rows, account, made, Now(), expires);
        return true;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
