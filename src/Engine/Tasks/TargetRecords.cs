using System.Collections.Concurrent;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>How calls have gone lately, for each account by what they went to. It is memory only, and bounded.</summary>
/// <remarks>Callers on any thread.</remarks>
internal sealed class TargetRecords(TargetSet targets, TimeProvider time)
{
    /// <summary>Entries of accounts that are kept, and places of each of those; those that had no call for the longest time go.</summary>
    public const int Most = 10_000;

    private readonly ConcurrentDictionary<(AccountId Account, string Entry), TargetRecord> _records = new();
    private readonly Lock _making = new();

    /// <summary>A call begins; what is answered takes its end.</summary>
    public BegunCall Begin(TaskCall call, CallPlace place)
    {
        var key = (call.Context.Account, targets.EntryOf(call.Action, place));
        var record = _records.TryGetValue(key, out var known) ? known : Make(key);
        return record.Begin(place.Name);
    }

    /// <summary>What an account's calls to an entry have come to; null when there was none lately.</summary>
    public TargetRecord? Find(AccountId account, string entry) => _records.GetValueOrDefault((account, entry));

    private TargetRecord Make((AccountId, string Entry) key)
    {
        lock (_making)
        {
            if (_records.Count >= Most)
            {
                // A tenth at once, so that not every further one looks through all of them.
                foreach (var old in _records.Where(item => item.Value.IsIdle).OrderBy(item => item.Value.LastUse).Take(Most / 10))
                {
                    _records.TryRemove(old);
                }
            }

            var noAnswer = targets.Entries.FirstOrDefault(entry => entry.Name == key.Entry)?.NoAnswer ?? [];
            return _records.GetOrAdd(key, _ => new TargetRecord(noAnswer, time));
        }
    }
}

/// <summary>A call that is out, as far as records are concerned.</summary>
/// <param name="Place">Of where it goes; null when there are too many places to keep.</param>
internal readonly record struct BegunCall(CallTally Entry, CallTally? Place)
{
    /// <param name="result">Null when the call was called off, which says nothing about the other side.</param>
    public void Ended(TaskContext context, Outcome<JsonPayload>? result)
    {
        Entry.Ended(context, result);
        Place?.Ended(context, result);
    }
}
