using System.Collections.Concurrent;
using Sluice.Model.Names;
using Sluice.Queues.Buses;

namespace Sluice.Events.Rules;

/// <summary>Which events start which flows, by account and bus. Callers on any thread.</summary>
public sealed class EventRules(BusStore store, EventBusOptions options)
{
    /// <summary>Buses whose rules are kept ready; more than that are read anew.</summary>
    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<(AccountId, string), (int Changes, IReadOnlyList<EventRule> Rules)> _ready = new();

    /// <summary>Of any rule: what was read before the last one is not used any more.</summary>
    private int _changes;

    /// <summary>Makes a rule, or puts it in place of the one of its name.</summary>
    /// <exception cref="EventException">It cannot be, or the account has as many as it may.</exception>
    public async Task<StoredRule> PutAsync(AccountId account, string bus, EventRule rule)
    {
        var stored = await store.PutRuleAsync(account, bus, rule.Name, rule.Text.Encode(), options.RulesPerAccount)
            ?? throw EventException.Full("events.accountRules");
        Interlocked.Increment(ref _changes);
        return stored;
    }

    /// <exception cref="EventException"><c>EventRuleNotExist</c>.</exception>
    public async Task<StoredRule> GetAsync(AccountId account, string bus, string name) =>
        await store.FindRuleAsync(account, bus, name) ?? throw EventException.RuleNotExist(name, bus);

    /// <inheritdoc cref="GetAsync"/>
    public async Task DeleteAsync(AccountId account, string bus, string name)
    {
        var was = await store.DeleteRuleAsync(account, bus, name);
        Interlocked.Increment(ref _changes);
        if (!was)
        {
            throw EventException.RuleNotExist(name, bus);
        }
    }

    /// <summary>The rules of a bus, as they are now.</summary>
    public async Task<IReadOnlyList<EventRule>> OfAsync(AccountId account, string bus)
    {
        var changes = Volatile.Read(ref _changes);
        if (_ready.TryGetValue((account, bus), out var ready) && ready.Changes == changes)
        {
            return ready.Rules;
        }

        var read = (await store.ListRulesAsync(account, bus, after: "", options.RulesPerAccount))
            .ConvertAll(stored => EventRule.Read(stored.Name, EventRuleText.Decode(stored.Content), options.Limits));
        if (_ready.Count < MostKept || _ready.ContainsKey((account, bus)))
        {
            _ready[(account, bus)] = (changes, read);
        }

        return read;
    }
}
